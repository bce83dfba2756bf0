package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.FieldError;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reasonable requests that are not supported; the answer says why. */
final class Unsupported {
    private static final Set<String> FULL_WEIGHTS = Set.of("full", "fullweights", "full_weights", "full-weights");
    private static final Set<String> HOW_WEIGHTS = Set.of("parametrisation", "parametrization", "weights", "adapter");

    private Unsupported() {}

    static Optional<FieldError> reason(String path, JsonNode value) {
        String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean asked = FULL_WEIGHTS.contains(name)
                || (HOW_WEIGHTS.contains(name)
                        && FULL_WEIGHTS.contains(value.asText().toLowerCase(Locale.ROOT)))
                || (path.equals("soar.lora") && !value.isObject());
        return asked
                ? Optional.of(new FieldError(
                        path,
                        "full-weight training is not supported yet: engines are given policies as LoRA adapters;"
                                + " leave this setting out and choose soar.lora.rank",
                        "soar.lora.rank and soar.lora.alpha"))
                : Optional.empty();
    }
}
