package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.FoundNeed;
import io.slipway.core.workspace.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Needs that nobody wrote down. */
class FoundNeedsTest {
    private static final String CONTRACTS = """
            slipway: 1
            service: contracts
            tasks:
              compile: {run: make}
              package: {run: make, outputs: [jar]}
            """;
    private static final String ORDERS = """
            slipway: 1
            service: orders
            tasks:
              compile: {run: make, inputs: [pom.xml, package.json, src/**]}
              lint: {run: make, inputs: [src/**]}
              test: {run: make, kind: test}
              deploy: {run: make, kind: deploy}
            """;

    private static List<String> found(String... pathsAndTexts) {
        return Definitions.read(pathsAndTexts).found().stream()
                .map(found -> found.task() + " needs " + found.need().task() + " ("
                        + found.need().kind().text() + ", " + found.place() + ") as " + found.because())
                .toList();
    }

    private static String service(String tasks) {
        return "slipway: 1\nservice: s\ntasks:\n" + tasks.indent(2);
    }

    private static String pom(String artifact, String more) {
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <groupId>shop</groupId>\n  <artifactId>"
                + artifact + "</artifactId>\n" + more + "</project>";
    }

    private static String dependency(String group, String artifact, String more) {
        return "  <dependencies>\n    <dependency>\n      <groupId>" + group + "</groupId>\n      <artifactId>"
                + artifact + "</artifactId>\n      " + more + "\n    </dependency>\n  </dependencies>\n";
    }

    @Test
    void a_task_needs_what_makes_its_input() {
        Workspace workspace = Definitions.read("slipway.yaml", service("""
                        generate: {run: make, outputs: [src/generated/**]}
                        compile: {run: make, inputs: [pom.xml, "src/**"], outputs: [build/**]}
                        bundle: {run: make, inputs: [build/app.jar]}
                        """));
        TaskAddress compile = TaskAddress.parse("s:compile");
        TaskAddress generate = TaskAddress.parse("s:generate");

        assertThat(workspace.found())
                .extracting(FoundNeed::because)
                .containsExactly(
                        "it reads `build/app.jar`, and `s:compile` makes `build/**`",
                        "it reads `src/**`, and `s:generate` makes `src/generated/**`");
        assertThat(workspace.pipeline().graph().predecessors(compile)).containsExactly(generate);
        assertThat(workspace.places().ofNeed(compile, generate)).contains(new Place("slipway.yaml", 5, 42));
    }

    @Test
    void an_input_of_another_service_shows_a_need_of_it() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "orders/slipway.yaml",
                        service("x: {run: make, inputs: [../contracts/jar]}")))
                .containsExactly("s:x needs contracts:package (build, orders/slipway.yaml:4:27) as it reads "
                        + "`../contracts/jar`, and `contracts:package` makes `jar`");
    }

    @Test
    void inputs_that_ask_for_whatever_there_is_show_nothing() {
        assertThat(found("slipway.yaml", service("""
                                a: {run: make, outputs: [out/a]}
                                b: {run: make, inputs: ["**"]}
                                c: {run: make, inputs: ["*/a", "./**"]}
                                d: {run: make}
                                e: {run: make, inputs: ["out/**", "!out/a"]}
                                """))).isEmpty();
    }

    @Test
    void what_was_written_counts_more_than_what_was_found() {
        assertThat(found("slipway.yaml", service("""
                                a: {run: make, outputs: [out/a]}
                                needs-it-already: {run: make, inputs: [out/**], needs: [{task: a, kind: test}]}
                                denies-it: {run: make, inputs: [out/**], needs: [{task: a, deny: true}]}
                                comes-before: {run: make, inputs: [log/**]}
                                in-between: {run: make, needs: [comes-before]}
                                z: {run: make, outputs: [log], needs: [in-between]}
                                """))).isEmpty();
    }

    @Test
    void a_dependency_in_a_pom_is_a_need_of_the_tasks_that_read_it() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/pom.xml",
                        pom("contracts", ""),
                        "orders/slipway.yaml",
                        ORDERS,
                        "orders/pom.xml",
                        pom("orders", dependency("shop", "contracts", ""))))
                .containsExactly(
                        "orders:compile needs contracts:package (build, orders/pom.xml:5:5) as it reads orders/pom.xml, "
                                + "which names `shop:contracts`",
                        "orders:test needs contracts:package (build, orders/pom.xml:5:5) as it reads orders/pom.xml, "
                                + "which names `shop:contracts`");
    }

    @Test
    void a_dependency_for_tests_is_a_need_of_tests() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/pom.xml",
                        pom("contracts", ""),
                        "orders/slipway.yaml",
                        ORDERS,
                        "orders/pom.xml",
                        pom("orders", dependency("${project.groupId}", "contracts", "<scope>test</scope>"))))
                .hasSize(1)
                .allSatisfy(need -> assertThat(need).startsWith("orders:test needs contracts:package (test, "));
    }

    @Test
    void a_parent_is_a_need_and_gives_its_group() {
        String child = "<project><parent><groupId>shop</groupId><artifactId>contracts</artifactId></parent>"
                + "<artifactId>orders</artifactId></project>";
        String grandchild = pom("other", dependency("shop", "orders", ""));

        assertThat(found(
                        "contracts/slipway.yaml", CONTRACTS,
                        "contracts/pom.xml", pom("contracts", ""),
                        "orders/slipway.yaml", ORDERS,
                        "orders/modules/inner/pom.xml", child,
                        "other/slipway.yaml", service("build: {run: make}\npackage: {run: make}"),
                        "other/pom.xml", grandchild))
                // the orders have no task that packages, so nothing is found for the one that depends on them
                .containsExactly("orders:test needs contracts:package (build, orders/modules/inner/pom.xml:1:10) as it "
                        + "reads orders/modules/inner/pom.xml, which names `shop:contracts`");
    }

    @Test
    void other_places_where_a_pom_names_an_artifact_show_nothing() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/pom.xml",
                        pom("contracts", ""),
                        "orders/slipway.yaml",
                        ORDERS,
                        "orders/pom.xml",
                        pom(
                                "orders",
                                "<dependencyManagement>" + dependency("shop", "contracts", "")
                                        + "</dependencyManagement>" + dependency("${other}", "contracts", ""))))
                .isEmpty();
    }

    @Test
    void a_package_that_depends_on_another_ones_name_needs_it() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/package.json",
                        "{\"name\": \"@shop/contracts\"}",
                        "orders/slipway.yaml",
                        ORDERS,
                        "orders/package.json",
                        "{\n\t\"name\": \"orders\",\n\t\"devDependencies\": {\n\t\t\"left-pad\": \"1\",\n"
                                + "\t\t\"@shop/contracts\": \"workspace:*\"\n\t}\n}"))
                .containsExactly(
                        "orders:compile needs contracts:package (build, orders/package.json:5:3) as it reads "
                                + "orders/package.json, which names `@shop/contracts`",
                        "orders:test needs contracts:package (build, orders/package.json:5:3) as it reads "
                                + "orders/package.json, which names `@shop/contracts`");
    }

    @Test
    void a_task_that_says_itself_what_it_needs_of_the_service_is_left_alone() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/package.json",
                        "{\"name\": \"contracts\"}",
                        "orders/slipway.yaml",
                        service("""
                                        a: {run: make, needs: ["contracts:compile"]}
                                        b: {run: make, needs: [{task: "contracts:package", deny: true}]}
                                        """),
                        "orders/package.json",
                        "{\"dependencies\": {\"contracts\": \"*\"}}"))
                .isEmpty();
    }

    @Test
    void without_a_task_that_packages_the_one_of_the_same_name_is_needed() {
        assertThat(found(
                        "lib/slipway.yaml", "slipway: 1\nservice: lib\ntasks: {jar: {run: make}, other: {run: make}}",
                        "lib/package.json", "{\"name\": \"lib\"}",
                        "orders/slipway.yaml", service("jar: {run: make}\nzip: {run: make}"),
                        "orders/package.json", "{\"dependencies\": {\"lib\": \"*\"}}"))
                .hasSize(1)
                .allSatisfy(need -> assertThat(need).startsWith("s:jar needs lib:jar "));
    }

    @Test
    void build_files_that_cannot_be_read_show_nothing() {
        assertThat(found(
                        "contracts/slipway.yaml",
                        CONTRACTS,
                        "contracts/pom.xml",
                        "<project",
                        "contracts/package.json",
                        "{",
                        "package.json",
                        "{}",
                        "pom.xml",
                        pom("nobody", dependency("shop", "contracts", "")),
                        "orders/slipway.yaml",
                        ORDERS,
                        "orders/pom.xml",
                        pom("orders", dependency("shop", "contracts", "")),
                        "orders/package.json",
                        "{\"dependencies\": [\"contracts\"], \"name\": {}}"))
                .isEmpty();
    }

    @Test
    void a_pom_reads_no_other_file() {
        String pom =
                "<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><project><groupId>&e;</groupId></project>";

        assertThat(found("contracts/slipway.yaml", CONTRACTS, "contracts/pom.xml", pom))
                .isEmpty();
    }

    @Test
    void a_service_that_depends_on_itself_needs_nothing() {
        assertThat(found(
                        "orders/slipway.yaml", ORDERS,
                        "orders/pom.xml", pom("orders", dependency("shop", "inner", "")),
                        "orders/inner/pom.xml", pom("inner", "")))
                .isEmpty();
    }

    @Test
    void a_package_needs_what_the_packages_that_it_loads_load_but_not_what_they_develop_with() {
        String build = "tasks: {build: {run: make, outputs: [dist]}}\n";
        String test = "tasks: {test: {kind: test, run: make}}\n";

        assertThat(found(
                        "codec/slipway.yaml", "slipway: 1\nservice: codec\n" + build,
                        "codec/package.json", "{\"name\": \"codec\"}",
                        "tools/slipway.yaml", "slipway: 1\nservice: tools\n" + build,
                        "tools/package.json", "{\"name\": \"tools\"}",
                        "trace/slipway.yaml", "slipway: 1\nservice: trace\n" + build,
                        "trace/package.json",
                                "{\"name\": \"trace\", \"dependencies\": {\"codec\": \"*\"},"
                                        + " \"devDependencies\": {\"tools\": \"*\"}}",
                        "app/slipway.yaml", "slipway: 1\nservice: app\n" + test,
                        "app/package.json", "{\"name\": \"app\", \"devDependencies\": {\"trace\": \"*\"}}"))
                .filteredOn(found -> found.startsWith("app:"))
                .containsExactlyInAnyOrder(
                        "app:test needs trace:build (build, app/package.json:1:37) as it reads app/package.json,"
                                + " which names `trace`",
                        "app:test needs codec:build (build, app/package.json:1:37) as it reads app/package.json,"
                                + " which names `trace`, which loads `codec`");
    }
}
