package dev.cairn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Completions show prompt, seed and sample; every directory has an adapter. */
public final class EchoModel implements FakeModel {
    @Override
    public long load(Path directory) {
        return 0;
    }

    @Override
    public String choice(int index, JsonNode request, long tensors, String finish) {
        int samples = request.get("n").asInt();
        String prompt = request.get("prompt").get(index / samples).asText();
        String ids = prompt.chars().mapToObj(String::valueOf).collect(Collectors.joining(","));
        return """
                {"index":%d,"text":"%s/%d","logprobs":{"text_offset":[0,1],"token_logprobs":[-0.5,-1.25],\
                "tokens":["a","b"],"top_logprobs":[{"a":-0.5},{"b":-1.25}]},"finish_reason":"%s","stop_reason":null,\
                "token_ids":[7,2],"prompt_logprobs":null,"prompt_token_ids":[1,%s]}""".formatted(index, prompt, request.get("seed").asLong() + index % samples, finish, ids);
    }
}
