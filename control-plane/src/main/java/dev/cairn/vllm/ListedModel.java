package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code /v1/models}.
 *
 * @param id served name
 * @param root path that it was loaded from; empty if not reported
 * @param parent the base model's name for an adapter; empty for a base model
 * @param maxModelLength 0 if not reported, as for adapters
 */
record ListedModel(String id, String root, String parent, int maxModelLength) {
    private static final JsonFactory JSON = new JsonFactory();

    boolean isAdapter() {
        return !parent.isEmpty();
    }

    static List<ListedModel> read(InputStream body) throws IOException {
        List<ListedModel> models = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && field.equals("data")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        models.add(readOne(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return models;
    }

    private static ListedModel readOne(JsonParser json) throws IOException {
        String id = "";
        String root = "";
        String parent = "";
        int maxModelLength = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = json.getValueAsString("");
                case "root" -> root = json.getValueAsString("");
                case "parent" -> parent = json.getValueAsString("");
                case "max_model_len" -> maxModelLength = json.getValueAsInt(0);
                default -> json.skipChildren();
            }
        }
        return new ListedModel(id, root, parent, maxModelLength);
    }
}
