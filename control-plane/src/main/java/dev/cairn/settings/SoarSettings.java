package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** All settings of the algorithm; they are stored with the run. */
public record SoarSettings(
        @NotNull @Valid OuterSettings outer,
        @NotNull @Valid InnerSettings inner,
        @NotNull @Valid RoleSettings teacher,
        @NotNull @Valid RoleSettings student,
        @NotNull @Valid LoraSettings lora,
        @NotNull @Valid AdamSettings adam,
        @NotNull @Valid BeyondSettings beyond) {
    /** These settings with another inner loop. */
    public SoarSettings with(InnerSettings other) {
        return new SoarSettings(outer, other, teacher, student, lora, adam, beyond);
    }

    /** These settings with others beyond the paper. */
    public SoarSettings with(BeyondSettings other) {
        return new SoarSettings(outer, inner, teacher, student, lora, adam, other);
    }

    /** Whether the outer loop may train fewer students than planned, or train them for a shorter time. */
    public boolean sparesStudents() {
        return outer.trainsStudents()
                && (beyond.racing().repeats() > 0 || beyond.earlyStop().steps() > 0);
    }

    public static SoarSettings defaults() {
        return new SoarSettings(
                OuterSettings.defaults(),
                InnerSettings.defaults(),
                RoleSettings.teacherDefaults(),
                RoleSettings.studentDefaults(),
                LoraSettings.defaults(),
                AdamSettings.defaults(),
                BeyondSettings.defaults());
    }
}
