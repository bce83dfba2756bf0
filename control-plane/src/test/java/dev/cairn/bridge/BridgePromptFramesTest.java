package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PromptFrame;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.PromptSettings.Thinking;
import dev.cairn.settings.TwoTurnSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgePromptFramesTest {
    private final List<ObjectNode> sent = new ArrayList<>();
    private final AnsweringLink link = (op, header, arrays, deadline) -> {
        sent.add(WorkerJson.MAPPER.valueToTree(header));
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("before", "<user>")
                .put("after", "</user>")
                .putArray("controls")
                .add("<user>");
        return new WorkerLink.Reply(reply, arrays);
    };

    private PromptFrame frame(PromptSettings settings) throws InterruptedException {
        return new BridgePromptFrames(link, Path.of("/model"), Duration.ofMinutes(1)).of(settings);
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT,null", "ON,true", "OFF,false"})
    void theTemplateIsToldWhatTheSettingSays(Thinking thinking, String told) throws Exception {
        frame(new PromptSettings("t", "{question}", TwoTurnSettings.defaults(), true, "Be brief.", thinking));
        assertThat(sent.getFirst().path("chat_template").asBoolean()).isTrue();
        assertThat(sent.getFirst().path("system_prompt").asText()).isEqualTo("Be brief.");
        assertThat(sent.getFirst().path("enable_thinking").asText("null")).isEqualTo(told);
    }

    @Test
    void theFrameIsTheWorkersAnswer() throws Exception {
        assertThat(frame(PromptSettings.plain("t", "{question}")))
                .isEqualTo(new PromptFrame("<user>", "</user>", List.of("<user>")));
        assertThat(sent.getFirst().path("chat_template").asBoolean()).isFalse();
    }
}
