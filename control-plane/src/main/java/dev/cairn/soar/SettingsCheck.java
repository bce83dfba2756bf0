package dev.cairn.soar;

import java.util.List;

/** Contradictions between settings that single constraints can't see. */
public final class SettingsCheck {
    private SettingsCheck() {}

    /** What can be said before any problem is known. */
    public static List<Finding> of(SoarSettings settings) {
        return List.of();
    }

    /** The same, and what the size of D_train contradicts. */
    public static List<Finding> of(SoarSettings settings, int trainProblems) {
        return List.of();
    }

    public static List<Finding> of(TrainSettings settings) {
        return List.of();
    }

    public static List<Finding> of(EvaluateSettings settings) {
        return List.of();
    }
}
