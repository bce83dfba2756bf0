package dev.cairn.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://gpu-1:8000, http://gpu-1:8000",
        "HTTP://GPU-1:8000/, http://gpu-1:8000",
        "https://[::1]:8443/vllm/, https://[::1]:8443/vllm",
        "http://10.0.0.7, http://10.0.0.7"
    })
    void isKeptInOneForm(String given, String kept) {
        assertThat(ServiceAddress.parse(given)).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "gpu-1:8000",
                "http:// ",
                "https://[::1",
                "http://127.0.0.1:99999",
                "http://127.0.0.1:0",
                "http://127.0.0.1:",
                "http://user:pw@host",
                "http://user@host",
                "http://host/x?y=1",
                "http://host/#x",
                "http://host/a/../b",
                "http://host//a",
                "http:///path",
                "http:host",
                "ftp://host",
                "file:///etc/passwd",
                "http://ho st/",
                "http://host\\evil",
                "http://host\r\nX: y"
            })
    void whatCouldLeadElsewhereIsRefused(String given) {
        assertThatThrownBy(() -> ServiceAddress.parse(given)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePasswordOfARefusedAddressIsNotInTheMessage() {
        assertThatThrownBy(() -> ServiceAddress.parse("http://user:sekret@host"))
                .hasMessageContaining("give a token instead")
                .hasMessageNotContaining("sekret");
    }
}
