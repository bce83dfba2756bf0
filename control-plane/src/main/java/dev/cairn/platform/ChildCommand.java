package dev.cairn.platform;

import java.util.List;
import java.util.Map;

/**
 * What to run as a child of the control plane.
 *
 * @param kind names its record and its log, such as {@code vllm} or {@code worker-1}; one live child a kind
 * @param command program and arguments, no shell
 * @param environment added to what children may inherit of the control plane's own
 * @param port where it will listen; 0 when it does not
 */
public record ChildCommand(String kind, List<String> command, Map<String, String> environment, int port) {
    public ChildCommand {
        if (!kind.matches("[a-z0-9][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException(
                    "a kind of child is made of a-z, 0-9 and '-', at most 61 characters, not '" + kind + "'");
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command of child '" + kind + "' is empty");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
