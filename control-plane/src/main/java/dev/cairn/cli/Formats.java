package dev.cairn.cli;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.submissions.TimeEstimate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers as text for people, in the same form as in the console. */
final class Formats {
    private Formats() {}

    /** Such as 3.8 s, 42 s, 4 min 16 s, 2 h 5 min, 3 d 4 h. */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10 && time.toMillisPart() > 0) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 48 * 3600
                ? seconds / 3600 + " h " + seconds / 60 % 60 + " min"
                : seconds / 86400 + " d " + seconds / 3600 % 24 + " h";
    }

    /** The expected time according to earlier runs; empty if none is comparable. */
    static Optional<String> expected(TimeEstimate time) {
        Double atLeast = time.minSeconds();
        Double atMost = time.maxSeconds();
        return atLeast == null || atMost == null
                ? Optional.empty()
                : Optional.of("cairn: it should take " + minutes(atLeast) + " to " + minutes(atMost) + ", from "
                        + time.basis());
    }

    private static String minutes(double seconds) {
        long minutes = Math.ceilDiv(Math.round(seconds), 60);
        return minutes < 60 ? minutes + " min" : duration(Duration.ofMinutes(minutes));
    }

    /** An estimate, without digits that are not significant. */
    static String roughly(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return "about " + Math.max(5, Math.ceilDiv(seconds, 5) * 5) + " s left";
        }
        if (seconds < 3600) {
            return "about " + Math.ceilDiv(seconds, 60) + " min left";
        }
        return "about " + duration(time) + " left";
    }

    /** A state as the end of a sentence. */
    static String state(ExperimentState state) {
        return switch (state) {
            case SUCCEEDED -> "has succeeded";
            case FAILED -> "has failed";
            case CANCELLED -> "was cancelled";
            case QUEUED, RUNNING, PAUSED, CANCELLING -> "is " + state.wireName();
        };
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With a sign, and never a negative zero. */
    static String signed(double number, int digits) {
        String text = String.format(Locale.ROOT, "%+." + digits + "f", number);
        return text.matches("-0(\\.0*)?") ? "+" + text.substring(1) : text;
    }
}
