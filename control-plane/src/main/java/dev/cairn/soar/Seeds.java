package dev.cairn.soar;

/** Seeds. */
public final class Seeds {
    private final long runSeed;

    public Seeds(long runSeed) {
        this.runSeed = runSeed;
    }

    public long runSeed() {
        return runSeed;
    }
}
