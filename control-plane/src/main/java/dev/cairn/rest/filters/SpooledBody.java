package dev.cairn.rest.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Reads a body once to hash it, and makes it readable again: a short one from memory, a long one from disk. */
final class SpooledBody {
    private static final int IN_MEMORY = 1 << 20;

    private SpooledBody() {}

    /** Returns the body from its beginning; the digest includes all of it. */
    static InputStream hashed(InputStream body, MessageDigest digest) throws IOException {
        InputStream seen = new DigestInputStream(body, digest);
        byte[] head = seen.readNBytes(IN_MEMORY);
        if (head.length < IN_MEMORY) {
            return new ByteArrayInputStream(head);
        }
        Path file = Files.createTempFile("cairn-body-", ".tmp");
        try {
            try (SequenceInputStream whole = new java.io.SequenceInputStream(new ByteArrayInputStream(head), seen)) {
                Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.newInputStream(file);
        } finally {
            // An open file stays readable, and nothing is left behind however the request ends.
            Files.deleteIfExists(file);
        }
    }
}
