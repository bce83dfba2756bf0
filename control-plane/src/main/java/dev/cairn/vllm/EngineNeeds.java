package dev.cairn.vllm;

/**
 * What a run needs of an engine.
 *
 * @param servedModel the base model's served name, or the path that it was loaded from
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 */
record EngineNeeds(String servedModel, int maxModelLength) {
    public EngineNeeds {
        if (servedModel.isBlank() || maxModelLength < 1) {
            throw new IllegalArgumentException(
                    "engine needs a served model and maxModelLength >= 1: '" + servedModel + "', " + maxModelLength);
        }
    }
}
