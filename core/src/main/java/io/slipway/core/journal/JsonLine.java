package io.slipway.core.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.core.pipeline.TaskAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One JSON object on one line, written to memory field by field. Confined to one thread. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    private final JsonGenerator json;

    JsonLine() {
        try {
            json = JSON.createGenerator(bytes);
            json.writeStartObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    byte[] end() {
        try {
            json.writeEndObject();
            json.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void text(String name, String value) {
        try {
            json.writeStringField(name, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void textUnlessEmpty(String name, String value) {
        if (!value.isEmpty()) text(name, value);
    }

    void number(String name, long value) {
        try {
            json.writeNumberField(name, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void decimal(String name, double value) {
        try {
            json.writeNumberField(name, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void millis(String name, Duration value) {
        number(name, value.toMillis());
    }

    void flag(String name, boolean value) {
        try {
            json.writeBooleanField(name, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void texts(String name, Map<String, String> values) {
        try {
            json.writeObjectFieldStart(name);
            for (Map.Entry<String, String> value : values.entrySet()) {
                json.writeStringField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void counts(String name, Map<String, ? extends Number> values) {
        try {
            json.writeObjectFieldStart(name);
            for (Map.Entry<String, ? extends Number> value : values.entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue().longValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void addresses(String name, List<TaskAddress> addresses) {
        try {
            json.writeArrayFieldStart(name);
            for (TaskAddress address : addresses) json.writeString(address.toString());
            json.writeEndArray();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void beginList(String name) {
        try {
            json.writeArrayFieldStart(name);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void beginItem() {
        try {
            json.writeStartObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void endItem() {
        try {
            json.writeEndObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void endList() {
        try {
            json.writeEndArray();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("writing to memory failed; please report this", e);
    }
}
