package dev.cairn.fleet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose an adapter is, told by its name, see {@link dev.cairn.ports.Attempt#name}. */
final class AdapterOwner {
    private static final Pattern NAME = Pattern.compile("r(\\d{1,18})/.*f(\\d{1,18})\\.\\d+");

    private AdapterOwner() {}

    /** Empty for a name that Cairn does not give. */
    static Optional<Claim> of(String adapter) {
        Matcher name = NAME.matcher(adapter);
        return name.matches()
                ? Optional.of(new Claim(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }
}
