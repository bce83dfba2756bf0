package dev.cairn.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the token cairn_AbC-123_xyz is unknown | the token *** is unknown",
                "Authorization: Bearer abc.def-ghi | Authorization: Bearer ***",
                "open http://h/sign-in#code=a-b_c&to=/x | open http://h/sign-in#code=***&to=/x",
                "jdbc:postgresql://app:pass@host/db | jdbc:postgresql://app:***@host/db",
                "password=hunter2 user=x | password=*** user=x",
                "non-default args: {'api_key': ['k3y'], 'port': 1} | non-default args: {'api_key': ['***'], 'port': 1}",
                "\"CAIRN_WORKER_TOKEN\": \"abc-1\" | \"CAIRN_WORKER_TOKEN\": \"***\"",
                "VLLM_API_KEY=abcdef0 next | VLLM_API_KEY=*** next",
                "HF says hf_abcdefghijklmnopqrst | HF says ***",
            })
    void hidesWhatLooksLikeASecret(String text, String shown) {
        assertThat(Masked.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens=128 num_tokens: 5",
                "token: 17",
                "api_key=None",
                "unit t0/trial/1/0 of run 5 replayed",
                "http://127.0.0.1:8000/v1/completions answered",
                "the basic idea of a secret",
            })
    void leavesTheRest(String text) {
        assertThat(Masked.of(text)).isEqualTo(text);
    }
}
