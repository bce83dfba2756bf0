package dev.cairn.vllm;

/**
 * What a run asks of an engine.
 *
 * @param servedModel the base model's served name, or the path it was loaded from
 * @param maxModelLength prompt and completion tokens of the longest sequence
 */
record EngineNeeds(String servedModel, int maxModelLength) {
    public EngineNeeds {
        if (servedModel.isBlank() || maxModelLength < 1) {
            throw new IllegalArgumentException(
                    "engine needs a served model and maxModelLength >= 1: '" + servedModel + "', " + maxModelLength);
        }
    }
}
