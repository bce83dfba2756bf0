package dev.cairn.ports;

/** The name of a unit of work inside its run, such as {@code t/3/trial/1/0}. */
public record UnitKey(String value) {
    public static UnitKey init() {
        return new UnitKey("init");
    }

    public static UnitKey write(int t) {
        return new UnitKey("t/" + t + "/write");
    }

    public static UnitKey baseline(int t) {
        return new UnitKey("t/" + t + "/baseline");
    }

    public static UnitKey trial(int t, int k, int j) {
        return new UnitKey("t/" + t + "/trial/" + k + "/" + j);
    }

    public static UnitKey promote(int t) {
        return new UnitKey("t/" + t + "/promote");
    }

    public static UnitKey teach(int t) {
        return new UnitKey("t/" + t + "/teach");
    }

    public static UnitKey screen(int block) {
        return new UnitKey("screen/" + block);
    }

    public static UnitKey split() {
        return new UnitKey("split");
    }

    public static UnitKey stretch(int index) {
        return new UnitKey("stretch/" + index);
    }

    public static UnitKey evaluate(int block) {
        return new UnitKey("evaluate/" + block);
    }

    public static UnitKey total() {
        return new UnitKey("total");
    }
}
