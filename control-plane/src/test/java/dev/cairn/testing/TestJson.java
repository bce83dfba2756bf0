package dev.cairn.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.config.ApplicationJson;

/** The application's JSON without a container. */
public final class TestJson {
    public static final ObjectMapper MAPPER = mapper();

    private TestJson() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder().findAndAddModules().build();
        new ApplicationJson().customize(mapper);
        return mapper;
    }
}
