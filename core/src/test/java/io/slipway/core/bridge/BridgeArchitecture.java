package io.slipway.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the map of a bridge's module promises: its rooms, and who may use whom. Core is open to all of them. */
public abstract class BridgeArchitecture {
    private static final List<String> EVERYWHERE = List.of("java.", "io.slipway.core.", "org.jspecify.annotations");

    private final String root;
    private final JavaClasses bridge;
    private final Map<String, Set<String>> rooms;
    private final Map<String, List<String>> libraries;

    /**
     * @param root the package that the rooms lie in
     * @param rooms by room, the other rooms it may use
     * @param libraries by room, packages from elsewhere that are let in
     */
    protected BridgeArchitecture(
            String root, JavaClasses bridge, Map<String, Set<String>> rooms, Map<String, List<String>> libraries) {
        this.root = root;
        this.bridge = bridge;
        this.rooms = rooms;
        this.libraries = libraries;
    }

    @Test
    void each_room_uses_only_what_the_map_allows() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass type : bridge) {
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                if (!isAllowed(room(type), target)) forbidden.add(arrow.getDescription());
            }
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void every_room_is_on_the_map_and_null_marked() throws ClassNotFoundException {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : bridge) found.add(room(type));

        assertThat(found).containsExactlyInAnyOrderElementsOf(rooms.keySet());
        for (String room : found)
            assertThat(Class.forName(root + "." + room + ".package-info").isAnnotationPresent(NullMarked.class))
                    .isTrue();
    }

    private boolean isAllowed(String room, JavaClass target) {
        if (target.isPrimitive()) return true;
        if (target.getPackageName().startsWith(root))
            return room(target).equals(room)
                    || rooms.getOrDefault(room, Set.of()).contains(room(target));
        return EVERYWHERE.stream().anyMatch(target.getName()::startsWith)
                || libraries.getOrDefault(room, List.of()).stream().anyMatch(target.getName()::startsWith);
    }

    private String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }
}
