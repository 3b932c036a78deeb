package org.tinylcm.shell.internal;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Truth from the person at the device. */
@Command(name = "label", description = "Tells the device the truth.", footer = {"",
        "label frame NUMBER PREDICTED LABEL   what a frame really showed, to measure accuracy",
        "label samples LABEL ID...            what quarantined samples are; they are learned",
        "label rename FROM TO                 a class gets another name, or joins a known one",
        "label reject LABEL                   a pseudo-class is nothing and is forgotten"})
final class LabelCommand extends DeviceCommand {
    enum Action {
        FRAME, SAMPLES, RENAME, REJECT
    }

    @Parameters(index = "0", paramLabel = "frame|samples|rename|reject", description = "What to tell.")
    Action action;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ARGUMENT", description = "See below.")
    List<String> arguments;

    @Option(names = "--id", description = "Id of this feedback; the same id is applied only once.")
    String id = UUID.randomUUID().toString();

    @Override
    void run() {
        var service = services.need(FeedbackService.class, "feedback service");
        var result = service.apply(feedback());
        if (json) {
            printJson(Text.map("id", result.id(), "outcome", result.outcome(), "detail", result.detail()));
        } else {
            out.println(result.outcome() + ": " + Text.oneLine(result.detail()));
        }
        if (result.outcome() == FeedbackResult.Outcome.REFUSED) {
            throw new CommandFailure(CommandFailure.FAILED, "Nothing was changed");
        }
    }

    private Feedback feedback() {
        return switch (action) {
            case FRAME -> new Feedback.LabelFrame(id, frame(argument(0, 3)), argument(1, 3), argument(2, 3));
            case SAMPLES -> samples();
            case RENAME -> new Feedback.Rename(id, argument(0, 2), argument(1, 2));
            case REJECT -> new Feedback.Reject(id, argument(0, 1));
        };
    }

    private Feedback samples() {
        if (arguments.size() < 2) {
            throw usage("label samples takes a label and at least one sample id");
        }
        return new Feedback.LabelQuarantined(id, arguments.subList(1, arguments.size()), arguments.get(0));
    }

    private static long frame(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandFailure(CommandFailure.USAGE, "The frame must be a number, not '" + text + "'");
        }
    }

    private String argument(int index, int wanted) {
        if (arguments.size() != wanted) {
            throw usage("label " + action.name().toLowerCase(Locale.ROOT) + " takes " + wanted
                    + " arguments; --help tells more");
        }
        return arguments.get(index);
    }
}
