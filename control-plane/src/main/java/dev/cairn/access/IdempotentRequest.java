package dev.cairn.access;

/**
 * A request with an idempotency key.
 *
 * @param principal the key's owner; equal keys of different owners are different keys
 * @param request a hash of method, address and body
 */
public record IdempotentRequest(String principal, String key, byte[] request) {
    private static final int LONGEST = 255;

    public IdempotentRequest {
        if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "Idempotency-Key must be 1 to " + LONGEST + " visible ASCII characters, such as a UUID");
        }
    }
}
