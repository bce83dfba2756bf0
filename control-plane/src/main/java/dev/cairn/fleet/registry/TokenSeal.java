package dev.cairn.fleet.registry;

import dev.cairn.base.Sha256;
import dev.cairn.platform.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts tokens for the database, so that only a control plane with the key file can read them. It uses AES-256-GCM,
 * bound to kind, name and address, so that a token moved to another row or address cannot be opened (ADR 21).
 */
final class TokenSeal {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHOWN_ID = 16;

    private final Path file;
    private final SecureRandom random;

    /** @param file 32 random bytes, mode 0600; created at the first use */
    public TokenSeal(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /**
     * A sealed token.
     *
     * @param bytes nonce, ciphertext and tag
     * @param key id of the key that opens it
     */
    @SuppressWarnings("ArrayRecordComponent") // it goes to the database and back, and is compared nowhere
    record Sealed(byte[] bytes, String key) {}

    Path file() {
        return file;
    }

    Sealed seal(ServiceToken token, String boundTo) {
        byte[] key = key();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, boundTo)
                    .doFinal(token.text().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new Sealed(all, id(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    /** @throws SealException if it was sealed with another key, or for another service */
    ServiceToken open(Sealed sealed, String boundTo) throws SealException {
        byte[] key = key();
        if (!id(key).equals(sealed.key())) {
            throw new SealException(
                    "it was sealed with key " + sealed.key() + ", and " + file + " holds key " + id(key)
                            + "; copy that file from the HOME of the control plane that registered it, or give the token again");
        }
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer all = ByteBuffer.wrap(sealed.bytes()).get(nonce);
            byte[] rest = new byte[all.remaining()];
            all.get(rest);
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, nonce, boundTo).doFinal(rest);
            return new ServiceToken(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SealException("it was sealed for another name or address; give it again");
        }
    }

    /** A token cannot be read; the message says why. */
    static final class SealException extends Exception {
        private static final long serialVersionUID = 1L;

        SealException(String message) {
            super(message);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String boundTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] key() {
        try {
            if (!Files.exists(file)) {
                byte[] made = new byte[KEY_BYTES];
                random.nextBytes(made);
                try {
                    DurableFiles.write(file, made);
                    DurableFiles.fsyncParent(file);
                } catch (FileAlreadyExistsException other) {
                    return read();
                }
            }
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("the key of registered tokens, " + file + ", can't be read", e);
        }
    }

    private byte[] read() throws IOException {
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException("it has " + key.length + " bytes instead of " + KEY_BYTES);
        }
        return key;
    }

    private static String id(byte[] key) {
        return Sha256.hex(key).substring(0, SHOWN_ID);
    }
}
