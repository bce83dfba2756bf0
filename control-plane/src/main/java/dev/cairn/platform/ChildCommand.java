package dev.cairn.platform;

import java.util.List;
import java.util.Map;

/**
 * A program to run as a child of the control plane.
 *
 * @param kind names its record and its log, such as {@code vllm} or {@code worker-1}; one live child per kind
 * @param command program and arguments, no shell
 * @param environment added to the variables that children inherit from the control plane
 * @param port port that it will listen on; 0 if none
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
