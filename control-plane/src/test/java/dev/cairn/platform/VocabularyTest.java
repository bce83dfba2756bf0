package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path model;

    private List<String> texts(String tokenizer, int... ids) throws IOException {
        Files.writeString(model.resolve("tokenizer.json"), tokenizer);
        Vocabulary vocabulary = Vocabulary.of(model);
        return java.util.Arrays.stream(ids).mapToObj(vocabulary::text).toList();
    }

    @Test
    void wordsAreWrittenAsTheyAre() throws IOException {
        assertThat(texts("""
                        {"model": {"type": "WordLevel", "vocab": {"12": 0, " ": 1}}, "decoder": {"type": "Fuse"},
                         "added_tokens": [{"id": 2, "content": "<end>"}]}""", 0, 1, 2, 7)).containsExactly("12", " ", "<end>", "<7>");
    }

    @Test
    void bytesAreCharactersOrWrittenAsNumbers() throws IOException {
        assertThat(texts("""
                        {"model": {"type": "BPE", "vocab": {"Ġone": 0, "Ċ": 1, "Ã©": 2, "Ã": 3}},
                         "decoder": {"type": "Sequence", "decoders": [{"type": "ByteLevel"}]}}""", 0, 1, 2, 3)).containsExactly(" one", "\n", "é", "\\xc3");
    }

    @Test
    void sentencepieceHasItsOwnSpaceAndBytes() throws IOException {
        assertThat(texts("""
                        {"model": {"type": "Unigram", "vocab": [["▁one", -1.5], ["<0x0A>", -2], ["<0xC3>", -2]]}, "decoder": null}""", 0, 1, 2)).containsExactly(" one", "\n", "\\xc3");
    }
}
