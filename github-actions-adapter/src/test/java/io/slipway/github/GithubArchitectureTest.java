package io.slipway.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The map of this module: its rooms, and who may use whom. */
class GithubArchitectureTest {
    private static final String ROOT = "io.slipway.github";

    /** By room, the other rooms it may use. Core is open to all of them. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "yaml", Set.of(),
            "expression", Set.of(),
            "read", Set.of("yaml", "expression"),
            "write", Set.of(),
            "plan", Set.of("write"),
            "command", Set.of("write", "plan"));

    private static final List<String> OUTSIDE =
            List.of("java.", "javax.xml.stream.", "io.slipway.core.", "org.jspecify.annotations");

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void each_room_uses_only_what_the_map_allows() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass type : ADAPTER) {
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                if (!isAllowed(room(type), target)) forbidden.add(arrow.getDescription());
            }
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void every_room_is_on_the_map_and_null_marked() throws ClassNotFoundException {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : ADAPTER) rooms.add(room(type));

        assertThat(rooms).containsExactlyInAnyOrderElementsOf(ROOMS.keySet());
        for (String room : rooms)
            assertThat(Class.forName(ROOT + "." + room + ".package-info").isAnnotationPresent(NullMarked.class))
                    .isTrue();
    }

    private static boolean isAllowed(String room, JavaClass target) {
        if (target.isPrimitive()) return true;
        if (target.getPackageName().startsWith(ROOT))
            return room(target).equals(room)
                    || ROOMS.getOrDefault(room, Set.of()).contains(room(target));
        return OUTSIDE.stream().anyMatch(target.getName()::startsWith);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
