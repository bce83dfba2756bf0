package dev.cairn.vllm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The vocabulary of a tokenizer whose tokens are joined as they are (model WordLevel, decoder Fuse).
 *
 * @param tokens token by id, special tokens among them
 */
record TokenizerFile(Map<Integer, String> tokens) {
    static TokenizerFile read(Path file) throws IOException {
        Map<Integer, String> tokens = new HashMap<>();
        new ObjectMapper()
                .readTree(file.toFile())
                .at("/model/vocab")
                .properties()
                .forEach(entry -> tokens.put(entry.getValue().intValue(), entry.getKey()));
        return new TokenizerFile(tokens);
    }

    String decode(int[] ids) {
        return IntStream.of(ids).mapToObj(tokens::get).collect(Collectors.joining());
    }
}
