package dev.cairn.access;

import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The token of the user that started Cairn, in a file in HOME that only this user can read. It gives no additional
 * rights: the database's passwords are there as well.
 */
@Singleton
public final class AdminToken {
    private static final Logger LOG = Logger.getLogger(AdminToken.class);

    private final Home home;
    private final Tokens tokens;

    public AdminToken(Home home, Tokens tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    /**
     * Creates the file if it is missing or its token is no longer valid. The file is written before the database row,
     * so that a crash does not leave an unknown token.
     *
     * @return the token's owner
     */
    public synchronized Principal ensure() {
        Path file = home.adminToken();
        try {
            Optional<Principal> holder = holder(file);
            if (holder.isPresent()) {
                return holder.get();
            }
            String secret = Tokens.freshSecret();
            DurableFiles.replace(file, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
            Principal made = tokens.adopt(secret);
            LOG.infof("wrote an admin's token to %s", file);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or write " + file, e);
        }
    }

    private Optional<Principal> holder(Path file) throws IOException {
        return Files.exists(file)
                ? tokens.holder(Files.readString(file).trim()).filter(holder -> holder.role() == Role.ADMIN)
                : Optional.empty();
    }
}
