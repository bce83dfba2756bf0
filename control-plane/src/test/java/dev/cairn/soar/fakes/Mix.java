package dev.cairn.soar.fakes;

/** Hashes that make the fake cluster's outcomes depend on all their inputs. */
final class Mix {
    private Mix() {}

    /** SplitMix64's finaliser over a running sum. */
    static long of(long... values) {
        long hash = 0x9E3779B97F4A7C15L;
        for (long value : values) {
            hash += value + 0x9E3779B97F4A7C15L;
            hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            hash ^= hash >>> 31;
        }
        return hash;
    }

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1099511628211L + text.charAt(i);
        }
        return of(hash);
    }

    static long of(int[] numbers) {
        long hash = numbers.length;
        for (int number : numbers) {
            hash = of(hash, number);
        }
        return hash;
    }
}
