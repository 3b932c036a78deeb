package org.tinylcm.sync.internal;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.CommandPage.Command;
import org.tinylcm.protocol.CommandResults.Result;
import org.tinylcm.protocol.FeedbackDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.OperatorCommand;
import org.tinylcm.state.StateManager;
import org.tinylcm.update.UpdateService;

/** Does what the platform's people want done. */
final class CommandDesk {
    private final Device device;
    private final Consumer<List<String>> resend;

    /** @param resend sends the named types of packages again, all if there is no name */
    CommandDesk(Device device, Consumer<List<String>> resend) {
        this.device = device;
        this.resend = resend;
    }

    /** @throws IllegalStateException not possible at the moment */
    Result execute(Command command) {
        try {
            return switch (command.kind()) {
                case FeedbackDoc.KIND -> feedback(command);
                case OperatorCommand.ROLLBACK -> rollback(command);
                case OperatorCommand.SNAPSHOT -> snapshot(command);
                case OperatorCommand.RESEND -> resend(command);
                case OperatorCommand.ROLLBACK_UPDATE -> rollbackUpdate(command);
                default -> refused(command, "this device does not know the command '" + command.kind() + "'");
            };
        } catch (IllegalStateException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            return refused(command, String.valueOf(e.getMessage()));
        }
    }

    private Result feedback(Command command) {
        var document = parameters(command, FeedbackDoc.class);
        if (document.modelId() != null && !document.modelId().equals(modelId())) {
            return refused(command, "these are features of another model pack than the one in use");
        }
        var result = device.find(FeedbackService.class)
                .orElseThrow(() -> new IllegalStateException("there is nothing that learns at the moment"))
                .apply(feedback(document));
        var applied = result.outcome() != FeedbackResult.Outcome.REFUSED;
        return new Result(command.sequence(), applied, result.detail());
    }

    private String modelId() {
        var id = device.modelId();
        if (id == null) {
            throw new IllegalStateException("there is no model pack at the moment");
        }
        return id;
    }

    private static Feedback feedback(FeedbackDoc f) {
        return switch (f.action()) {
            case FeedbackDoc.RENAME -> new Feedback.Rename(f.id(), need(f.from(), "from"), f.label());
            case FeedbackDoc.REJECT -> new Feedback.Reject(f.id(), f.label());
            case FeedbackDoc.ADD_SAMPLES -> new Feedback.AddSamples(f.id(), f.label(), f.samples());
            case FeedbackDoc.FORGET_SAMPLES ->
                    new Feedback.ForgetSamples(f.id(), f.label(), f.samples(), f.sampleIds());
            case FeedbackDoc.LABEL_QUARANTINED -> new Feedback.LabelQuarantined(f.id(), f.sampleIds(), f.label());
            case FeedbackDoc.LABEL_FRAME ->
                    new Feedback.LabelFrame(f.id(), need(f.frame(), "frame"), need(f.from(), "from"), f.label());
            default -> throw new IllegalArgumentException("this device does not know the action '" + f.action() + "'");
        };
    }

    private Result rollback(Command command) {
        var wanted = need(parameters(command, OperatorCommand.class).snapshot(), "snapshot");
        pipeline().rollback(wanted);
        return new Result(command.sequence(), true, "back at " + wanted);
    }

    /** @param deployment the update to go back from */
    private record Update(long deployment) {
    }

    /** Only from the last update: what is gone back from already is no error, whoever did it. */
    private Result rollbackUpdate(Command command) {
        var deployment = parameters(command, Update.class).deployment();
        if (deployment < 1) {
            throw new IllegalArgumentException("'deployment' is missing");
        }
        var updates = device.find(UpdateService.class)
                .orElseThrow(() -> new IllegalStateException("there is no updater at the moment"));
        try {
            updates.rollback(deployment);
        } catch (UpdateService.NotPossible e) {
            return refused(command, e.getMessage());
        }
        return new Result(command.sequence(), true, "going back from deployment " + deployment);
    }

    /** The note carries the command's number: if the power went after the snapshot, it is found instead of repeated. */
    private Result snapshot(Command command) {
        var reason = parameters(command, OperatorCommand.class).reason();
        var mark = "(command " + command.sequence() + " of " + command.at() + ")";
        var there = device.find(StateManager.class).stream().flatMap(states -> states.snapshots().stream())
                .filter(snapshot -> snapshot.reason().endsWith(mark)).findFirst();
        var snapshot = there.orElseGet(() -> pipeline().snapshot((reason == null ? "platform" : reason) + " " + mark));
        return new Result(command.sequence(), true, "snapshot " + snapshot.id());
    }

    private Result resend(Command command) {
        resend.accept(parameters(command, OperatorCommand.class).packageTypes());
        return new Result(command.sequence(), true, "what is still here is sent again");
    }

    private Pipeline pipeline() {
        return device.pipeline().orElseThrow(() -> new IllegalStateException("there is no pipeline at the moment"));
    }

    /** @throws BadJsonException they do not fit */
    private static <T> T parameters(Command command, Class<T> shape) {
        return Json.read(Json.write(command.parameters()), shape, "command " + command.sequence());
    }

    private static <T> T need(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static Result refused(Command command, String why) {
        return new Result(command.sequence(), false, why);
    }
}
