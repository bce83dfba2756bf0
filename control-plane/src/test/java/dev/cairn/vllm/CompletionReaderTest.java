package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompletionReaderTest {
    @Test
    void choicesMayComeInAnyOrder() throws Exception {
        List<Completion> read =
                CompletionReader.read(bytes(reply(choice(1, "b", "length"), choice(0, "a", "stop"))), 1, 2);
        assertThat(read).extracting(completion -> completion.text()).containsExactly("a", "b");
        assertThat(read)
                .extracting(completion -> completion.finish())
                .containsExactly(FinishReason.STOP, FinishReason.LENGTH);
    }

    @Test
    void samplesOfAPromptShareItsTokens() throws Exception {
        List<Completion> read =
                CompletionReader.read(bytes(reply(choice(0, "a", "stop"), choice(1, "b", "stop"))), 1, 2);
        assertThat(read.get(0).promptTokens()).isSameAs(read.get(1).promptTokens());
    }

    @Test
    void anAbortedChoiceNeedsNoLogprobs() throws Exception {
        String aborted = "{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"abort\",\"token_ids\":[],"
                + "\"prompt_token_ids\":[1]}";
        assertThat(CompletionReader.read(bytes(reply(aborted)), 1, 1))
                .singleElement()
                .satisfies(completion -> assertThat(completion.finish()).isEqualTo(FinishReason.ABORTED));
    }

    @Test
    void aMissingChoiceIsAnError() {
        assertThatThrownBy(() -> CompletionReader.read(bytes(reply(choice(0, "a", "stop"))), 1, 2))
                .isInstanceOf(ShortReplyException.class)
                .hasMessageContaining("1 of the 2 requested completions");
    }

    @Test
    void tokensWithoutTheirLogprobsAreAnError() {
        String uneven = choice(0, "a", "stop").replace("-2.5", "-2.5,-3");
        assertThatThrownBy(() -> CompletionReader.read(bytes(reply(uneven)), 1, 1))
                .hasMessageContaining("2 tokens with 3 log-probabilities");
    }

    @Test
    void logprobsComeBackBitForBit() throws Exception {
        Random random = new Random(1);
        float[] sent = new float[10_000];
        for (int i = 0; i < sent.length; i++) {
            // All of the numbers that a log-probability can be, tiny ones too.
            do {
                sent[i] = -Math.abs(Float.intBitsToFloat(random.nextInt()));
            } while (!Float.isFinite(sent[i]));
        }
        sent[0] = Float.NEGATIVE_INFINITY;
        sent[1] = 0;
        // Python writes a float32 with the digits of the double that it becomes.
        String written = IntStream.range(0, sent.length)
                .mapToObj(i -> String.valueOf((double) sent[i]))
                .collect(Collectors.joining(","));
        String ids = String.join(",", Collections.nCopies(sent.length, "5"));
        String choice = choice(0, "a", "stop").replace("-0.5,-2.5", written).replace("[5,2]", "[" + ids + "]");
        List<Completion> read = CompletionReader.read(bytes(reply(choice)), 1, 1);
        assertThat(read.getFirst().logprobs()).containsExactly(sent);
    }

    @Test
    void aLargeReplyIsReadAsAStream() throws Exception {
        int samples = 256;
        int tokens = 4_000;
        Iterator<InputStream> parts = IntStream.range(0, samples)
                .mapToObj(index -> (index == 0 ? "{\"choices\":[" : ",") + longChoice(index, tokens))
                .map(CompletionReaderTest::bytes)
                .iterator();
        SequenceInputStream body = new SequenceInputStream(
                new SequenceInputStream(new Lazily(parts)), bytes("],\"usage\":{\"total_tokens\":1}}"));
        List<Completion> read = CompletionReader.read(body, 1, samples);
        assertThat(read).hasSize(samples);
        assertThat(read.getLast().tokens()).hasSize(tokens);
        assertThat(read.getLast().logprobs()[tokens - 1]).isEqualTo(-(tokens - 1) / 1000f);
    }

    @SuppressWarnings("JdkObsolete") // SequenceInputStream wants an Enumeration
    private record Lazily(java.util.Iterator<InputStream> parts) implements Enumeration<InputStream> {
        @Override
        public boolean hasMoreElements() {
            return parts.hasNext();
        }

        @Override
        public InputStream nextElement() {
            return parts.next();
        }
    }

    private static String longChoice(int index, int tokens) {
        String ids = IntStream.range(0, tokens).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String logprobs = IntStream.range(0, tokens)
                .mapToObj(token -> String.valueOf(-token / 1000.0))
                .collect(Collectors.joining(","));
        String names = String.join(",", Collections.nCopies(tokens, "\"x\""));
        return "{\"index\":" + index + ",\"text\":\"t\",\"logprobs\":{\"tokens\":[" + names + "],\"token_logprobs\":["
                + logprobs + "]},\"finish_reason\":\"length\",\"token_ids\":[" + ids + "],\"prompt_token_ids\":[1,2]}";
    }

    private static String choice(int index, String text, String finish) {
        return "{\"index\":" + index + ",\"text\":\"" + text
                + "\",\"logprobs\":{\"token_logprobs\":[-0.5,-2.5],\"top_logprobs\":[{\"a\":1}]},\"finish_reason\":\""
                + finish + "\",\"stop_reason\":null,\"token_ids\":[5,2],\"prompt_token_ids\":[1,4]}";
    }

    private static String reply(String... choices) {
        return "{\"id\":\"x\",\"choices\":[" + String.join(",", choices) + "],\"usage\":{\"a\":{\"b\":[1]}}}";
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
