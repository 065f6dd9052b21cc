package io.slipway.core.inventory;

import io.slipway.core.pipeline.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that an infrastructure tool made.
 *
 * @param address what its file calls it
 * @param type as Terraform calls it
 * @param values its attributes, and blocks of them
 * @param camelCase whether attributes are written {@code instanceType}, not {@code instance_type}
 */
record CloudResource(String address, String type, Value values, boolean camelCase, Place place) {

    /** The text at a path of attributes, as Terraform writes them: {@code boot_disk.initialize_params.size}. */
    Optional<String> text(String path) {
        return at(path).flatMap(Value::text).filter(text -> !text.isEmpty());
    }

    /** The value at a path; of a list of blocks, the first. */
    Optional<Value> at(String path) {
        Optional<Value> at = Optional.of(values);
        for (String name : path.split("\\.", -1))
            at = at.flatMap(CloudResource::first).flatMap(it -> it.get(written(name)));
        return at;
    }

    /** All blocks of this name, whether there may be one or many. */
    List<Value> blocks(String path) {
        Optional<Value> at = at(path);
        if (at.isEmpty()) return List.of();
        return at.get().isList() ? at.get().items() : List.of(at.get());
    }

    Optional<String> text(Value block, String name) {
        return block.text(written(name)).filter(text -> !text.isEmpty());
    }

    /** Texts by key, such as tags. */
    Map<String, String> texts(String path) {
        Map<String, String> texts = new TreeMap<>();
        at(path).ifPresent(map -> texts.putAll(map.texts()));
        return texts;
    }

    private static Optional<Value> first(Value value) {
        return value.isList() ? value.items().stream().findFirst() : Optional.of(value);
    }

    private String written(String name) {
        if (!camelCase) return name;
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return camel.toString();
    }
}
