package io.slipway.core;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The map of core: its rooms, who may use whom, and which library is let into which room. {@code docs/architecture.md}
 * shows the table printed from {@link #ROOMS}; run this test with {@code -Dslipway.writeArchitecture=true} to print it
 * again.
 */
class ArchitectureTest {
    private static final String ROOT = "io.slipway.core";

    /** Leaf to top: a room uses only rooms above it in this list, so the arrows cannot form a cycle. */
    private static final List<Room> ROOMS = List.of(
            room(
                    "graph",
                    "A directed acyclic graph of anything: order, frontier, critical path, and the cycle itself when there is one.",
                    List.of(),
                    Library.JGRAPHT),
            room("content", "Bytes named by their SHA-256.", List.of()),
            room("limit", "How many tasks should be in flight, learnt from how they went.", List.of()),
            room("fairshare", "Whose turn it is.", List.of()),
            room("pipeline", "What someone asked for: immutable, and valid if it exists.", List.of("graph", "content")),
            room(
                    "workspace",
                    "Many services as one graph: written needs, and needs found in build files.",
                    List.of("pipeline")),
            room(
                    "yaml",
                    "Reads YAML with its places, no larger and no deeper than can be borne.",
                    List.of("pipeline"),
                    Library.SNAKEYAML_ENGINE),
            room(
                    "definition",
                    "Reads `slipway.yaml`, reporting every problem with line and column.",
                    List.of("pipeline", "workspace", "yaml"),
                    Library.CEL),
            room(
                    "suggest",
                    "Looks at the build files of a project and says which services and tasks they ask for.",
                    List.of("content", "yaml")),
            room(
                    "agent",
                    "Who offers to do work, who has reserved it, and until when we believe them.",
                    List.of("pipeline")),
            room(
                    "inventory",
                    "Reads a fleet from Terraform, Pulumi, Kubernetes or a plain file.",
                    List.of("agent", "yaml")),
            room("placement", "Where a task goes, or exactly why nowhere.", List.of("pipeline", "agent", "content")),
            room("cache", "Whether a task needs to run at all.", List.of("pipeline")),
            room(
                    "plan",
                    "The order that finishes soonest, with a bound that says how far from the best it can be.",
                    List.of("pipeline", "graph", "agent")),
            room(
                    "imported",
                    "What another CI system's file asks for, as jobs, and what can be made better.",
                    List.of("pipeline", "graph", "agent", "plan")),
            room(
                    "run",
                    "What happened: states, moved only by events.",
                    List.of("pipeline", "content", "agent", "placement", "cache", "limit", "fairshare")),
            room(
                    "schedule",
                    "One step: state and an input in, events and effects out. Pure.",
                    List.of("workspace", "definition", "plan", "run")),
            room(
                    "estimate",
                    "How long a task takes, how sure, what has changed, what is flaky.",
                    List.of("pipeline", "run", "plan"),
                    Library.COMMONS_MATH),
            room(
                    "simulate",
                    "The same scheduler in virtual time, with faults by seed.",
                    List.of("schedule", "plan", "inventory")),
            room("forecast", "When it will be done, and what would make it sooner.", List.of("estimate", "simulate")),
            room("audit", "Chains encoded entries, so that nobody can rewrite who did what.", List.of("content")),
            room(
                    "journal",
                    "One codec for events: the journal, `--json` and the event streams say the same.",
                    List.of("run", "audit"),
                    Library.JACKSON),
            room(
                    "orchestrate",
                    "The loop: a queue of inputs in front of `schedule`, the journal behind it, effects released after it.",
                    List.of("schedule", "journal")),
            room(
                    "local",
                    "Adapters that need only this machine: memory, a directory, a process. Threads, clock and chance live here only.",
                    List.of("orchestrate", "forecast"),
                    Library.EHCACHE,
                    Library.JNA),
            room("bridge", "What jobs of any CI host ask; the bridge to one host only translates.", List.of("local")));

    private static final Set<String> JVM_SETTINGS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.InstantSource.system",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.Date.<init>",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.Timer.<init>",
            "java.util.concurrent.ForkJoinPool.<init>",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.util.concurrent.CompletableFuture.delayedExecutor",
            "java.util.concurrent.CompletableFuture.orTimeout",
            "java.util.concurrent.CompletableFuture.completeOnTimeout",
            "java.util.Collection.parallelStream",
            "java.util.stream.BaseStream.parallel");

    /** In every Java 17 that Slipway runs on; what a pull parser and a memory size come from. */
    private static final List<String> PARTS_OF_THE_JDK = List.of("java", "javax.xml.stream", "com.sun.management");

    /** What a room may do with threads: see its own, and hand an interrupt on. */
    private static final Set<String> MANNERS_OF_THREADS =
            Set.of("currentThread", "interrupt", "interrupted", "isInterrupted");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final JavaClasses CROOKED = new ClassFileImporter().importPackages("io.slipway.crooked");

    @Test
    void each_room_uses_only_the_rooms_below_it() {
        assertThat(forbiddenArrows(ROOT, CORE)).isEmpty();
    }

    @Test
    void an_arrow_that_the_map_does_not_have_is_told() {
        assertThat(forbiddenArrows("io.slipway.crooked", CROOKED))
                .anySatisfy(problem -> assertThat(problem).contains("graph may not use pipeline"))
                .anySatisfy(problem -> assertThat(problem).contains("graph may not use library com.tngtech.archunit"))
                .anySatisfy(problem -> assertThat(problem).contains("no room for io.slipway.crooked.attic.Trunk"));
    }

    @Test
    void no_packages_form_a_cycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void time_chance_and_threads_come_in_by_the_door() {
        assertThat(askedOfTheJvm(ROOT, CORE)).isEmpty();
    }

    @Test
    void a_room_that_asks_the_jvm_is_told() {
        assertThat(askedOfTheJvm("io.slipway.crooked", CROOKED))
                .hasSize(6)
                .anySatisfy(problem -> assertThat(problem).contains("System.nanoTime"))
                .anySatisfy(problem -> assertThat(problem).contains("Instant.now"))
                .anySatisfy(problem -> assertThat(problem).contains("UUID.randomUUID"))
                .anySatisfy(problem -> assertThat(problem).contains("Random.<init>"))
                .anySatisfy(problem -> assertThat(problem).contains("Thread.<init>"))
                .anySatisfy(problem -> assertThat(problem).contains("CompletableFuture.supplyAsync"));
    }

    @Test
    void public_signatures_speak_our_types_and_the_jdks() {
        assertThat(foreignSignatures(CORE)).isEmpty();
    }

    @Test
    void a_public_signature_with_a_librarys_type_is_told() {
        assertThat(foreignSignatures(CROOKED))
                .singleElement()
                .asString()
                .contains("Twisted.borrowed")
                .contains("com.tngtech.archunit");
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CORE) {
            if (!isNullMarked(type.getPackageName())) unmarked.add(type.getPackageName());
        }

        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }

    @Test
    void the_page_shows_the_map() throws IOException {
        Path page = pathFromModule("../docs/architecture.md");
        String text = Files.readString(page);
        String begin = "<!-- rooms: printed by ArchitectureTest -->\n";
        String end = "<!-- /rooms -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        assertThat(from).as("'%s' in %s", begin.strip(), page).isGreaterThanOrEqualTo(begin.length());
        assertThat(to).as("'%s' after it in %s", end, page).isGreaterThanOrEqualTo(from);

        if (Boolean.getBoolean("slipway.writeArchitecture")) {
            Files.writeString(page, text.substring(0, from) + table() + text.substring(to));
            return;
        }

        assertThat(text.substring(from, to))
                .as(
                        "the table in %s is out of date; print it again: mvn -pl core test -Dtest=ArchitectureTest -Dslipway.writeArchitecture=true",
                        page)
                .isEqualTo(table());
    }

    private static List<String> forbiddenArrows(String root, JavaClasses classes) {
        List<String> problems = new ArrayList<>();
        for (JavaClass type : classes) {
            if (type.getSimpleName().equals("package-info")) continue;

            Optional<Room> room = roomOf(root, type.getPackageName());
            if (room.isEmpty()) {
                problems.add("no room for " + type.getName() + ": give its package a row in ArchitectureTest.ROOMS");
                continue;
            }
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                whyForbidden(root, room.get(), target)
                        .ifPresent(why -> problems.add(why + ": " + arrow.getDescription()));
            }
        }
        return problems;
    }

    private static Optional<String> whyForbidden(String root, Room from, JavaClass target) {
        String name = target.getPackageName();
        if (target.isPrimitive() || name.equals("org.jspecify.annotations")) return Optional.empty();
        if (isWithin(root, name)) {
            Optional<Room> to = roomOf(root, name);
            if (to.isEmpty() || to.get().equals(from) || reaches(from, to.get().name)) return Optional.empty();
            return Optional.of(from.name + " may not use " + to.get().name);
        }
        if (isWithin("java.sql", name) || isWithin("java.net.http", name)) {
            return Optional.of(from.name + " may not use " + name + " (no SQL and no HTTP in core)");
        }
        if (PARTS_OF_THE_JDK.stream().anyMatch(part -> isWithin(part, name))) return Optional.empty();
        boolean allowed = from.libraries.stream().anyMatch(library -> isWithin(library.root, name));
        return allowed ? Optional.empty() : Optional.of(from.name + " may not use library " + name);
    }

    private static List<String> askedOfTheJvm(String root, JavaClasses classes) {
        List<String> problems = new ArrayList<>();
        for (JavaClass type : classes) {
            if (isWithin(root + ".local", type.getPackageName())) continue;
            for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
                if (asksTheJvm(access)) {
                    problems.add(access.getDescription()
                            + ": take an InstantSource, LongSupplier, RandomGenerator or Executor");
                }
            }
        }
        return problems;
    }

    private static boolean asksTheJvm(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getTarget().getName();
        if (JVM_SETTINGS.contains(owner + "." + method)) return true;
        return switch (owner) {
            case "java.lang.Thread" -> !MANNERS_OF_THREADS.contains(method);
            case "java.util.concurrent.Executors" -> true;
            case "java.time.Clock" -> method.startsWith("system") || method.startsWith("tick");
            // An asynchronous step without an executor runs on the JVM's common pool.
            case "java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage" ->
                method.endsWith("Async")
                        && access.getTarget().getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.isEquivalentTo(java.util.concurrent.Executor.class));
            default -> owner.startsWith("java.time.") && method.equals("now");
        };
    }

    private static List<String> foreignSignatures(JavaClasses classes) {
        List<String> problems = new ArrayList<>();
        for (JavaClass type : classes) {
            if (!type.getModifiers().contains(JavaModifier.PUBLIC)) continue;
            for (JavaMethod method : type.getMethods()) {
                if (!method.getModifiers().contains(JavaModifier.PUBLIC)) continue;
                Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .map(JavaClass::getBaseComponentType)
                        .filter(named -> !named.isPrimitive())
                        .filter(named -> !isWithin("java", named.getPackageName()))
                        .filter(named -> !isWithin("io.slipway", named.getPackageName()))
                        .forEach(named -> problems.add(method.getFullName() + " speaks of " + named.getName()));
            }
        }
        return problems;
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean reaches(Room from, String name) {
        return from.uses.contains(name) || from.uses.stream().anyMatch(used -> reaches(get(used), name));
    }

    private static Optional<Room> roomOf(String root, String packageName) {
        // The root itself holds package-info and nothing else.
        return ROOMS.stream()
                .filter(room -> isWithin(root + "." + room.name, packageName))
                .findFirst();
    }

    private static Room get(String name) {
        return ROOMS.stream().filter(room -> room.name.equals(name)).findFirst().orElseThrow();
    }

    private static boolean isWithin(String root, String packageName) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    private static Path pathFromModule(String relative) {
        return Path.of(System.getProperty("basedir", "."), relative).normalize();
    }

    private static String table() {
        StringBuilder table = new StringBuilder(
                "| package | what it is | may use, and what those may use | library |\n|---|---|---|---|\n");
        for (Room room : ROOMS) {
            String uses = room.uses.stream().map(used -> "`" + used + "`").collect(joining(", "));
            String libraries =
                    room.libraries.stream().map(library -> library.shown).collect(joining(", "));
            table.append("| `%s` | %s | %s | %s |\n".formatted(room.name, room.sentence, uses, libraries));
        }
        return table.toString();
    }

    private static Room room(String name, String sentence, List<String> uses, Library... libraries) {
        return new Room(name, sentence, uses, List.of(libraries));
    }

    private record Room(String name, String sentence, List<String> uses, List<Library> libraries) {}

    private enum Library {
        COMMONS_MATH("commons-math3", "org.apache.commons.math3"),
        JGRAPHT("JGraphT", "org.jgrapht"),
        CEL("CEL", "org.projectnessie.cel"),
        SNAKEYAML_ENGINE("snakeyaml-engine", "org.snakeyaml.engine"),
        JACKSON("Jackson", "com.fasterxml.jackson"),
        EHCACHE("Ehcache", "org.ehcache"),
        JNA("JNA", "com.sun.jna");

        private final String shown;
        private final String root;

        Library(String shown, String root) {
            this.shown = shown;
            this.root = root;
        }
    }
}
