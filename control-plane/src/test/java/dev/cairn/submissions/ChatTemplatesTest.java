package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTemplatesTest {
    @TempDir
    private Path model;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tokenizer_config.json|{\"chat_template\": \"{{ messages }}\"}|true",
                "tokenizer_config.json|{\"chat_template\": [{\"name\": \"default\", \"template\": \"\"}]}|true",
                "chat_template.jinja|{{ messages }}|true",
                "tokenizer_config.json|{\"chat_template\": null}|false",
                "tokenizer_config.json|{\"chat_template\": []}|false",
                "tokenizer_config.json|{\"chat_template\": \"\"}|false",
                "chat_template.json|{\"chat_template\": \"{{ messages }}\"}|false",
                "tokenizer_config.json|{}|false",
                "tokenizer_config.json|{broken|false"
            })
    void aTemplateIsFoundWhereTransformersLooks(String file, String text, boolean found) throws IOException {
        Files.writeString(model.resolve(file), text);
        assertThat(ChatTemplates.isIn(model, TestJson.MAPPER)).isEqualTo(found);
    }

    @Test
    void aDirectoryWithoutATokenizerHasNone() {
        assertThat(ChatTemplates.isIn(model, TestJson.MAPPER)).isFalse();
    }
}
