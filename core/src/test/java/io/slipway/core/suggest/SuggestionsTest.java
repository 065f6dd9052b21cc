package io.slipway.core.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What build files ask for. That it can be read and runs is tested with {@code slipway init}. */
class SuggestionsTest {
    private final Map<String, String> files = new TreeMap<>();

    private SuggestionsTest with(String path, String text) {
        files.put(path, text);
        return this;
    }

    private Suggestions suggested(String... defined) {
        return Suggestions.of(
                new ProjectFiles(
                        new TreeSet<>(files.keySet()),
                        path -> files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8)),
                Set.of(defined),
                Set.of("taken"));
    }

    private String only() {
        assertThat(suggested().services()).hasSize(1);
        return suggested().services().get(0).text();
    }

    @Test
    void a_maven_reactor_is_one_service_with_the_outputs_of_its_modules() {
        with(
                "pom.xml",
                "<project><artifactId>all</artifactId><packaging>pom</packaging><modules><module>a</module>"
                        + "<module>b/pom.xml</module></modules><properties><java.version>21</java.version></properties></project>");
        with("a/pom.xml", "<project><artifactId>a</artifactId></project>");
        with("a/src/main/java/A.java", "").with("a/src/test/java/ATest.java", "");
        with("b/pom.xml", "<project><artifactId>b</artifactId></project>");
        with("other/pom.xml", "<project><artifactId>other</artifactId></project>");

        assertThat(suggested().services())
                .extracting(SuggestedService::path)
                .containsExactly("slipway.yaml", "other/slipway.yaml");
        assertThat(suggested().services().get(0).text())
                .contains("service: all\n", "-Dmaven.test.skip=true package\"")
                .contains(
                        "outputs: [\"a/target/*.{jar,war,ear}\", \"a/target/classes/**\", \"b/target/*.{jar,war,ear}\"]")
                .contains("inputs: [\"**\", \"!**/target/**\", \"!other/**\", \"!**/src/test/**\"]")
                .contains("test:\n    kind: test", "reports: {junit: [\"a/target/surefire-reports/*.xml\"")
                .contains("requires: {jdk: \">=21\", maven: \">=3\"}");
    }

    @Test
    void a_reactor_that_shares_tests_compiles_them_and_a_wrapper_is_used() {
        with("mvnw", "")
                .with(
                        "pom.xml",
                        "<project><artifactId>x</artifactId><build><plugins><plugin><goals>"
                                + "<goal>test-jar</goal></goals></plugin></plugins></build></project>");

        assertThat(only()).contains("sh mvnw -B -q -DskipTests package").doesNotContain("!**/src/test");
    }

    @Test
    void a_pom_that_is_no_xml_asks_for_nothing() {
        with("pom.xml", "<project><artifactId>");

        assertThat(suggested().services()).isEmpty();
    }

    @Test
    void packages_of_an_npm_workspace_need_what_its_root_installs() {
        with(
                "web/package.json",
                "{\"name\": \"web\", \"workspaces\": [\"packages/*\"], \"scripts\": {\"build\": \"x\"}}");
        with("web/package-lock.json", "{}");
        with(
                "web/packages/ui/package.json",
                "{\n\t\"name\": \"@w/ui\", \"main\": \"dist/index.js\", \"scripts\": {\"build\": \"tsc\", \"lint\": \"eslint .\","
                        + " \"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}}");
        with("web/packages/ui/node_modules/x/package.json", "{\"scripts\": {\"build\": \"x\"}}");

        Suggestions all = suggested();

        assertThat(all.services()).extracting(SuggestedService::name).containsExactly("web", "ui");
        assertThat(all.services().get(0).text())
                .contains("modules:\n", "npm ci", "packages/ui/node_modules/**", "package-lock.json")
                .doesNotContain("  build:");
        assertThat(all.services().get(1).text())
                .contains(
                        "run: npm run build\n",
                        "outputs: [\"dist/**\"]",
                        "needs: [\"web:modules\"]",
                        "  lint:\n    kind: test")
                .doesNotContain("  test:");
    }

    @Test
    void what_installs_is_not_known_where_a_definition_is_there_already() {
        with("package.json", "{\"workspaces\": {\"packages\": [\"p\"]}}")
                .with("p/package.json", "{\"scripts\": {\"test\": \"x\"}}");

        Suggestions all = suggested("");

        assertThat(all.services()).extracting(SuggestedService::path).containsExactly("p/slipway.yaml");
        assertThat(all.services().get(0).text()).doesNotContain("needs:");
        assertThat(all.notes()).singleElement().asString().contains("name the task that installs them under `needs`");
    }

    @Test
    void where_a_build_writes_to_is_guessed_from_its_script_its_settings_and_what_it_offers() {
        with("a/package.json", "{\"name\": \"a\", \"scripts\": {\"build\": \"esbuild x --outdir=out/js\"}}");
        with("b/package.json", "{\"name\": \"b\", \"scripts\": {\"build\": \"tsc\"}}")
                .with("b/tsconfig.json", "{\"compilerOptions\": {\"outDir\": \"./lib\"}}");
        with("c/package.json", "{\"name\": \"c\", \"scripts\": {\"build\": \"next build\"}}");
        with(
                "d/package.json",
                "{\"name\": \"d\", \"main\": \"dist/a.js\", \"module\": \"esm/a.js\", \"scripts\": {\"build\": \"./b\"}}");
        with("e/package.json", "{\"name\": \"e\", \"main\": \"lib/a.js\", \"scripts\": {\"build\": \"tsc --noEmit\"}}");
        with("f/package.json", "{\"name\": \"f\", \"scripts\": {\"build\": \"make\"}}");

        String text = String.join(
                "", suggested().services().stream().map(SuggestedService::text).toList());
        assertThat(text)
                .contains("outputs: [\"out/js/**\"]", "outputs: [\"lib/**\"]", "outputs: [\".next/**\"]")
                .contains("outputs: [\"{dist,esm}/**\"]");
        assertThat(suggested().services().get(4).text()).doesNotContain("outputs: [");
        assertThat(suggested().services().get(5).text()).contains("Say under `outputs` which files it makes.");
    }

    @Test
    void a_gradle_build_is_one_service_without_the_daemon() {
        with("settings.gradle.kts", "rootProject.name = \"shop\"\ninclude(\":api\",\n  \":apps:web\")\n");
        with("build.gradle.kts", "").with("api/build.gradle.kts", "").with("gradlew", "");
        with("api/src/main/java/A.java", "")
                .with("api/src/test/java/T.java", "")
                .with("apps/web/src/main/java/W.java", "");

        assertThat(only())
                .contains("service: shop\n", "sh gradlew --no-daemon -q assemble")
                .contains("outputs: [\"api/build/libs/**\", \"apps/web/build/libs/**\"]")
                .contains("build/test-results/test/*.xml");
    }

    @Test
    void a_go_module_with_a_program_builds_it_and_reads_the_modules_it_names() {
        with("go.work", "")
                .with("lib/go.mod", "module example.com/lib\n\ngo 1.20\n")
                .with("lib/lib.go", "package lib\n");
        with(
                "svc/go.mod",
                "module example.com/svc\ngo 1.21\nrequire example.com/lib v0.0.0\nreplace example.com/lib => ../lib\n");
        with("svc/cmd/main.go", "package main\n").with("svc/a_test.go", "package svc\n");

        assertThat(suggested().services().get(0).text())
                .contains("run: \"go build ./...\"")
                .doesNotContain("outputs: [");
        assertThat(suggested().services().get(1).text())
                .contains(
                        "go build -o bin/ ./...",
                        "\"../go.work\", \"../lib/**\"",
                        "outputs: [\"bin/**\"]",
                        "go test ./...")
                .contains("requires: {go: \">=1.21\"}");
    }

    @Test
    void two_build_files_in_one_directory_are_one_service_and_names_are_unique() {
        with("pom.xml", "<project><artifactId>taken</artifactId></project>").with("src/test/java/T.java", "");
        with(
                "package.json",
                "{\"name\": \"front\", \"dependencies\": {\"x\": \"1\"}, \"scripts\": {\"test\": \"y\", \"lint\": \"z\"}}");

        assertThat(only())
                .contains("service: taken-2\n", "  package:", "  test:", "  npm-test:", "  lint:", "  modules:");
    }

    @Test
    void what_sources_name_outside_their_directory_is_an_input_of_what_reads_them() {
        with("java/pom.xml", "<project><artifactId>expressions</artifactId></project>")
                .with("java/src/main/java/A.java", "// see ../missing and ../java/pom.xml\n")
                .with("java/src/test/java/T.java", "Paths.get(\"..\", \"testdata\", \"good\")");
        with("go/go.mod", "module example.com/expressions/go/v18\n")
                .with("go/a.go", "package a\n")
                .with("go/a_test.go", "directory := \"../testdata/good/\"");
        with(
                        "js/package.json",
                        "{\"name\": \"expressions\", \"scripts\": {\"build\": \"cp ../README.md dist\","
                                + " \"test\": \"mocha\"}}")
                .with("js/test/data.ts", "import '../../shared/load'; const d = '../testdata'");
        with("testdata/good/1.yaml", "").with("README.md", "").with("shared/load.ts", "");

        Map<String, String> text = new TreeMap<>();
        for (SuggestedService service : suggested().services()) text.put(service.name(), service.text());

        assertThat(text).containsOnlyKeys("go", "expressions", "expressions-js");
        assertThat(text.get("expressions"))
                .contains("inputs: [\"**\", \"!**/target/**\", \"!**/src/test/**\"]\n")
                .contains("inputs: [\"**\", \"!**/target/**\", \"../testdata/**\"]\n");
        assertThat(text.get("go"))
                .contains("inputs: [\"**\", \"!**/*_test.go\"]\n")
                .contains("inputs: [\"**\", \"../testdata/good/**\"]\n");
        assertThat(text.get("expressions-js"))
                .contains("\"!**/coverage/**\", \"../README.md\"]\n")
                .contains("\"!**/coverage/**\", \"../README.md\", \"../shared/load.*\", \"../testdata/**\"]\n");
    }

    @Test
    void many_files_outside_stand_as_files_of_a_kind_and_another_service_is_not_read_as_a_whole() {
        StringBuilder source = new StringBuilder("'../other' '../../..' '../other/lib/../x'");
        for (int i = 0; i < 13; i++) {
            with("conf/f" + i + ".json", "");
            source.append(" '../conf/f").append(i).append(".json'");
        }
        with("other/go.mod", "module other\n").with("other/lib/x.go", "package x\n");
        with("a/package.json", "{\"scripts\": {\"test\": \"x\"}}").with("a/index.js", source.toString());

        assertThat(suggested().services().get(0).text())
                .contains("inputs: [\"**\", \"!**/node_modules/**\", \"!**/coverage/**\", \"../conf/*.json\"]\n");
    }

    @Test
    void a_package_of_a_workspace_reads_its_settings_and_which_files_the_packages_beside_it_offer() {
        with("package.json", "{\"name\": \"all\", \"workspaces\": [\"p/*\"]}")
                .with("package-lock.json", "{}")
                .with("tsconfig.json", "{}")
                .with(".mocharc.json", "{}");
        with("p/codec/package.json", "{\"name\": \"codec\", \"exports\": {\".\": \"./src/index.js\"}}")
                .with("p/codec/src/index.js", "");
        with(
                        "p/trace/package.json",
                        "{\"name\": \"trace\", \"main\": \"dist/t.js\", \"dependencies\": {\"codec\": \"1\"},"
                                + " \"scripts\": {\"build\": \"tsc\"}}")
                .with("p/trace/src/index.ts", "");
        with(
                "p/map/package.json",
                "{\"name\": \"map\", \"dependencies\": {\"trace\": \"1\"}, \"scripts\": {\"test\": \"x\"}}");

        assertThat(suggested().services()).extracting(SuggestedService::name).containsExactly("all", "map", "trace");
        assertThat(suggested().services().get(1).text())
                .contains("\"../../*.{cjs,js,json,mjs,ts}\", \"../../.*rc.*\", \"!../../package-lock.json\","
                        + " \"../codec/package.json\", \"../codec/src/**\", \"../trace/package.json\"]\n");
    }

    @Test
    void scripts_of_a_workspace_that_no_package_has_are_tasks_of_its_root() {
        with(
                "package.json",
                "{\"name\": \"all\", \"workspaces\": [\"p/*\"], \"scripts\": {\"lint\": \"eslint .\", \"test\": \"npm test -ws\"}}");
        with(
                "p/a/package.json",
                "{\"name\": \"a\", \"main\": \"dist/a.js\", \"scripts\": {\"test\": \"x\", \"build\": \"y\"}}");

        assertThat(suggested().services().get(0).text())
                .contains("  modules:\n", "  lint:\n    kind: test\n    run: npm run lint\n", "\"!p/a/dist/**\"]")
                .doesNotContain("  test:");
    }

    @Test
    void a_check_that_corrects_what_it_checks_is_no_task_and_packages_that_only_install_are_none() {
        with(
                "a/package.json",
                "{\"name\": \"a\", \"scripts\": {\"test\": \"x\", \"lint\": \"run-s lint:*  lint:format\","
                        + " \"lint:format\": \"npm run fmt -- --write\", \"fmt\": \"prettier --check .\", \"check\": \"npm run fmt\"}}");
        with("a/benchmark/package.json", "{\"name\": \"bench\", \"dependencies\": {\"benchmark\": \"1\"}}");

        assertThat(only()).contains("  test:\n", "  check:\n").doesNotContain("  lint:");
    }
}
