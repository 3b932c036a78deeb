package org.tinylcm.shell.internal;

import java.util.List;
import org.tinylcm.ops.ConfigStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The configuration. */
@Command(name = "config", description = "Shows and changes the configuration.", footer = {"",
        "config list                   everything that can be configured",
        "config get PID [KEY]          keys, values, and where they are from",
        "config set PID KEY VALUE      checked, kept over a restart, in effect at once",
        "config unset PID KEY          takes back what was set"})
final class ConfigCommand extends DeviceCommand {
    enum Action {
        LIST, GET, SET, UNSET
    }

    @Parameters(index = "0", arity = "0..1", defaultValue = "LIST", paramLabel = "list|get|set|unset",
            description = "What to do.")
    Action action;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "See below.")
    List<String> arguments = List.of();

    @Override
    void run() {
        var store = services.need(ConfigStore.class, "configuration");
        switch (action) {
            case LIST -> list(store.components());
            case GET -> get(store, argument(0, 1, 2), arguments.size() > 1 ? arguments.get(1) : null);
            case SET -> {
                store.set(argument(0, 3, 3), arguments.get(1), arguments.get(2));
                get(store, arguments.get(0), arguments.get(1));
            }
            case UNSET -> {
                if (!store.unset(argument(0, 2, 2), arguments.get(1))) {
                    throw new CommandFailure(CommandFailure.FAILED, "Nothing had been set");
                }
                get(store, arguments.get(0), arguments.get(1));
            }
        }
    }

    private void list(List<ConfigStore.Component> components) {
        if (json) {
            printJson(components.stream().map(ConfigCommand::json).toList());
            return;
        }
        var table = new Table("pid", "what", "set");
        components.forEach(c -> table.row(c.pid() + (c.factory() ? "-*" : ""), c.title(),
                c.attributes().stream().filter(a -> !a.origin().isEmpty()).count() + " of " + c.attributes().size()));
        print(table);
        components.stream().filter(c -> !c.problem().isEmpty())
                .forEach(c -> Text.wrapped(c.problem(), 80).forEach(out::println));
    }

    private void get(ConfigStore store, String pid, String key) {
        var component = store.components().stream().filter(c -> c.pid().equals(pid)).findFirst().orElseThrow(() ->
                new CommandFailure(CommandFailure.FAILED, "There is no configuration '" + pid + "'"));
        var attributes = component.attributes().stream().filter(a -> key == null || a.key().equals(key)).toList();
        if (attributes.isEmpty() && key != null) {
            throw new CommandFailure(CommandFailure.FAILED, pid + " has no key '" + key + "'");
        }
        if (json) {
            printJson(attributes.stream().map(ConfigCommand::json).toList());
            return;
        }
        var table = new Table("key", "value", "from", "allowed", "default");
        attributes.forEach(a -> table.row(a.key(), a.value(), place(a.origin()), a.range(), a.defaultValue()));
        print(table);
        if (key != null) {
            Text.wrapped(attributes.get(0).description(), 80).forEach(out::println);
        }
        if (!component.problem().isEmpty()) {
            Text.wrapped(component.problem(), 80).forEach(out::println);
        }
    }

    /** The file's name is the PID's, so its folder says enough. */
    private static String place(String origin) {
        return origin.isEmpty() ? "default" : origin.replaceFirst("/[^/]*$", "");
    }

    private static Object json(ConfigStore.Component c) {
        return Text.map("pid", c.pid(), "title", c.title(), "factory", c.factory(), "problem", c.problem(),
                "attributes", c.attributes().stream().map(ConfigCommand::json).toList());
    }

    private static Object json(ConfigStore.Attribute a) {
        return Text.map("key", a.key(), "type", a.type(), "allowed", a.range(), "required", a.required(), "default",
                a.defaultValue(), "description", a.description(), "value", a.value(), "origin", a.origin());
    }

    private String argument(int index, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw usage("Wrong number of arguments; --help tells more");
        }
        return arguments.get(index);
    }
}
