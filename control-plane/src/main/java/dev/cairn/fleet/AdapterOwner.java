package dev.cairn.fleet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an adapter's owner by the adapter's name, see {@link dev.cairn.ports.Attempt#name}. */
final class AdapterOwner {
    private static final Pattern NAME = Pattern.compile("r(\\d{1,18})/.*f(\\d{1,18})\\.\\d+");

    private AdapterOwner() {}

    /** The claim that owns the adapter; empty for a name not given by Cairn. */
    static Optional<Claim> of(String adapter) {
        Matcher name = NAME.matcher(adapter);
        return name.matches()
                ? Optional.of(new Claim(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }
}
