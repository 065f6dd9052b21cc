package io.slipway.cli.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions as GitHub's runner would run them, on {@code examples/hello}. */
class ActionsTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    @TempDir
    private Path directory;

    private Path repository = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void check_out() throws IOException {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.exists(Path.of(path, "node"))))
                .as("node on the PATH")
                .isTrue();
        repository = Files.createDirectories(directory.resolve("repository"));
        try (Stream<Path> files = Files.list(ROOT.resolve("examples/hello"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.copy(file, repository.resolve(file.getFileName().toString()));
        }
        Files.writeString(repository.resolve("event.json"), "{\"repository\": {\"default_branch\": \"main\"}}");
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", directory.toString());
        environment.put("GITHUB_EVENT_NAME", "push");
        environment.put("GITHUB_REF", "refs/heads/main");
        environment.put("GITHUB_REPOSITORY", "o/r");
        environment.put("GITHUB_EVENT_PATH", repository.resolve("event.json").toString());
        pack(repository.resolve("slipway.jar"));
    }

    /** What this test itself runs with, as the jar that an action is given. */
    private static void pack(Path jar) throws IOException {
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            path.append(Path.of(entry).toUri()).append(' ');
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.slipway.cli.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path.toString());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            empty.flush();
        }
    }

    private ActionRunner job(String name) throws IOException {
        return new ActionRunner(
                ROOT.resolve("github-actions-adapter"), repository, directory.resolve(name), environment);
    }

    private static Map<String, String> with(String... pairs) {
        Map<String, String> with = new TreeMap<>(Map.of("jar", "slipway.jar"));
        for (int i = 0; i < pairs.length; i += 2) with.put(pairs[i], pairs[i + 1]);
        return with;
    }

    @Test
    void a_plan_is_run_and_the_next_plan_has_nothing_to_do() throws IOException {
        ActionRunner job = job("one");

        ActionRunner.Done plan = job.uses("plan", with("labels", "self-hosted\nbig \"one\"", "tasks", "hello:test\n"));
        assertThat(plan.outputs())
                .containsEntry("has_work", "true")
                .containsEntry("cache-hit", "false")
                .hasEntrySatisfying(
                        "matrix",
                        matrix -> assertThat(matrix)
                                .contains("\"name\":\"hello:test\"", "[\"self-hosted\",\"big \\\"one\\\"\"]"));
        assertThat(plan.summary()).contains("2 to run, 0 reused", "```mermaid");

        ActionRunner.Done run = job.uses("run", with("tasks", "hello:test", "index", "1", "total", "1"));
        assertThat(run.outputs()).isEqualTo(Map.of("result", "succeeded", "tasks", "2", "reused", "0"));
        assertThat(run.summary()).contains("2 tasks, 0 reused, 0 failed");

        ActionRunner.Done again = job.uses(".", with("command", "plan"));
        assertThat(again.outputs()).containsEntry("has_work", "false").containsEntry("cache-hit", "true");
        assertThat(job.uses("forecast", with()).outputs()).isEqualTo(Map.of("eta", "0"));
        assertThat(job.uses("split", with("tests", "*.txt", "index", "2", "total", "2"))
                        .outputs())
                .containsEntry("files", "name.txt");
    }

    @Test
    void a_task_that_fails_fails_the_step() throws IOException {
        Files.writeString(repository.resolve("greeting.txt"), "Goodbye\n");

        ActionRunner.Done run = job("one").uses("run", with());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outputs()).containsEntry("result", "failed");
        assertThat(run.log()).contains("::error title=Slipway::hello:test failed");
    }

    @Test
    void without_slipway_everything_runs_as_it_would_without_it() throws IOException {
        Files.writeString(repository.resolve("native.json"), "{\"include\":[{\"name\":\"unit\"}]}\n");

        ActionRunner.Done none = job("one").uses("plan", Map.of("jar", "no\n::error::.jar", "native", "native.json"));
        ActionRunner.Done nothing = job("two").uses("plan", Map.of("labels", "a\"b\n"));

        assertThat(none.code()).isZero();
        assertThat(none.outputs())
                .containsEntry("matrix", "{\"include\":[{\"name\":\"unit\"}]}")
                .containsEntry("has_work", "true");
        assertThat(none.log().lines().filter(line -> line.startsWith("::")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("::warning");
        assertThat(nothing.outputs().get("matrix"))
                .isEqualTo(
                        "{\"include\":[{\"name\":\"everything\",\"runs-on\":[\"a\\\"b\"],\"tasks\":\"\",\"timeout-minutes\":360,\"index\":1,\"total\":1}]}");
        assertThat(nothing.log())
                .contains("say where Slipway is: jar, or release and sha256; to make an archive, build Slipway with");
    }

    @Test
    void a_java_that_never_answers_does_not_hold_the_plan_up() throws IOException {
        Path java = directory.resolve("slow/java");
        Files.createDirectories(directory.resolve("slow"));
        Files.writeString(java, """
                #!/bin/sh
                [ "$1" != -version ] || { echo 'openjdk version "17.0.1"' >&2; exit; }
                exec sleep 300
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(repository.resolve("native.json"), "{\"include\":[{\"name\":\"unit\"}]}\n");
        environment.put("PATH", java.getParent() + File.pathSeparator + System.getenv("PATH"));
        environment.put("SLIPWAY_PLAN_SECONDS", "1");

        ActionRunner.Done slow = job("one").uses("plan", with("native", "native.json"));

        assertThat(slow.code()).isZero();
        assertThat(slow.outputs())
                .containsEntry("matrix", "{\"include\":[{\"name\":\"unit\"}]}")
                .containsEntry("has_work", "true");
        assertThat(slow.log().lines().filter(line -> line.startsWith("::")))
                .containsExactly("::warning title=Slipway::no plan for this commit (it took longer than 1 s);"
                        + " everything runs as it would without Slipway");
    }

    @Test
    void a_plan_that_fails_is_the_native_matrix_with_one_warning() throws IOException {
        Files.writeString(repository.resolve("slipway.yaml"), "slipway: 1\nservice: [\n");
        Files.writeString(repository.resolve("native.json"), "{\"include\":[{\"name\":\"unit\"}]}\n");

        ActionRunner.Done broken = job("one").uses("plan", with("native", "native.json"));

        assertThat(broken.code()).isZero();
        assertThat(broken.outputs())
                .containsEntry("matrix", "{\"include\":[{\"name\":\"unit\"}]}")
                .containsEntry("has_work", "true");
        assertThat(broken.log().lines().filter(line -> line.startsWith("::")))
                .singleElement()
                .asString()
                .startsWith("::warning title=Slipway::no plan for this commit (")
                .endsWith("; everything runs as it would without Slipway");
    }

    @Test
    void what_users_say_is_never_a_command() throws IOException {
        Files.createDirectories(repository.resolve("$(touch evil)"));

        ActionRunner.Done run = job("one")
                .uses("run", with("tasks", "$(touch evil1)\n`touch evil2`; touch evil3\n--help\n", "directory", "."));

        assertThat(run.code()).isEqualTo(2);
        try (Stream<Path> files = Files.list(repository)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("evil", "evil1", "evil2", "evil3");
        }
        assertThat(run.log()).doesNotContain("Usage:");
    }

    @Test
    void an_archive_with_another_digest_is_not_run() throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-czf", "slipway.tar.gz", "slipway.jar")
                .directory(repository.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        String right = sha256(repository.resolve("slipway.tar.gz"));

        ActionRunner.Done wrong = job("one").uses("run", Map.of("jar", "slipway.tar.gz", "sha256", "0".repeat(64)));
        ActionRunner.Done checked = job("two")
                .uses("run", Map.of("jar", "slipway.tar.gz", "sha256", right.toUpperCase(java.util.Locale.ROOT)));

        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.log()).contains("has not the SHA-256 that was pinned but " + right);
        assertThat(checked.outputs()).containsEntry("result", "succeeded");
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_shared_directory_carries_results_and_a_fork_cannot_write_to_it() throws IOException {
        Path shared = directory.resolve("shared");
        ActionRunner first = job("one");
        first.uses("restore", with("path", shared.toString()));
        first.uses("run", with());
        first.end();

        environment.put("GITHUB_EVENT_NAME", "pull_request");
        Files.delete(repository.resolve("build/greeting.txt"));
        ActionRunner fork = job("two");
        assertThat(fork.uses("restore", with("path", shared.toString())).outputs())
                .isEqualTo(Map.of("cache-hit", "true"));
        assertThat(repository.resolve("build/greeting.txt")).exists();
        List<Path> before = files(shared);
        Files.writeString(repository.resolve("name.txt"), "fork\n");
        fork.uses("run", with("tasks", "hello:build"));
        assertThat(fork.end().log()).contains("not trusted");
        assertThat(files(shared)).isEqualTo(before);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void githubs_cache_carries_results_to_the_next_job() throws IOException {
        try (CacheService cache = new CacheService()) {
            environment.put("ACTIONS_RESULTS_URL", cache.url());
            environment.put("ACTIONS_RUNTIME_TOKEN", "t0k3n-t0k3n");
            ActionRunner first = job("one");
            assertThat(first.uses("restore", with()).log()).contains("there is no store yet");
            first.uses("run", with());
            assertThat(first.end().log()).contains("the store is kept as slipway-Linux-X64-trusted-");

            Files.delete(repository.resolve("build/greeting.txt"));
            ActionRunner second = job("two");
            ActionRunner.Done restored = second.uses("restore", with());
            assertThat(restored.log())
                    .contains("the store comes from slipway-Linux-X64-trusted-", "restored 2 of 2 tasks");
            assertThat(restored.outputs()).containsEntry("cache-hit", "true");
            assertThat(repository.resolve("build/greeting.txt")).exists();
            assertThat(second.end().log()).contains("nothing new to keep");

            environment.put("GITHUB_EVENT_NAME", "pull_request_target");
            ActionRunner stranger = job("three");
            stranger.uses("restore", with());
            Files.writeString(repository.resolve("name.txt"), "stranger\n");
            stranger.uses("run", with("tasks", "hello:build"));
            assertThat(stranger.end().log()).contains("not trusted");
            assertThat(cache.entries).hasSize(1);

            cache.broken = true;
            environment.put("GITHUB_EVENT_NAME", "push");
            ActionRunner last = job("four");
            assertThat(last.uses("restore", with()).log())
                    .contains("::warning title=Slipway::the store could not be fetched");
            last.uses("run", with("tasks", "hello:build"));
            assertThat(last.end()).satisfies(done -> {
                assertThat(done.code()).isZero();
                assertThat(done.log()).contains("the store was not kept");
            });
        }
    }

    /** GitHub's cache service, version 2, as far as its clients can see. */
    private static final class CacheService implements AutoCloseable {
        private final HttpServer server;
        private final Map<String, byte[]> entries = new TreeMap<>();
        private final Map<String, byte[]> uploads = new HashMap<>();
        private volatile boolean broken;

        CacheService() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (broken) {
                send(exchange, 500, new byte[0]);
            } else if (path.startsWith("/blob/") && exchange.getRequestMethod().equals("PUT")) {
                assertThat(exchange.getRequestHeaders().getFirst("x-ms-blob-type"))
                        .isEqualTo("BlockBlob");
                uploads.put(path.substring(6), body);
                send(exchange, 201, new byte[0]);
            } else if (path.startsWith("/blob/")) {
                send(exchange, 200, entries.get(path.substring(6)));
            } else {
                assertThat(exchange.getRequestHeaders().getFirst("authorization"))
                        .isEqualTo("Bearer t0k3n-t0k3n");
                send(
                        exchange,
                        200,
                        call(path.substring(path.lastIndexOf('/') + 1), new String(body, UTF_8))
                                .getBytes(UTF_8));
            }
        }

        private String call(String method, String request) {
            String key = request.replaceAll(".*\"key\":\"([^\"]*)\".*", "$1");
            switch (method) {
                case "CreateCacheEntry":
                    if (entries.containsKey(key)) return "{\"ok\":false}";
                    return "{\"ok\":true,\"signed_upload_url\":\"" + url() + "blob/" + key + "\"}";
                case "FinalizeCacheEntryUpload":
                    byte[] uploaded = uploads.get(key);
                    assertThat(request).contains("\"size_bytes\":\"" + uploaded.length + "\"");
                    entries.put(key, uploaded);
                    return "{\"ok\":true,\"entry_id\":\"1\"}";
                default:
                    List<String> found = new ArrayList<>();
                    for (String prefix : request.replaceAll(".*\"restore_keys\":\\[([^]]*)].*", "$1")
                            .split(",", -1))
                        for (String entry : entries.keySet())
                            if (entry.startsWith(prefix.replace("\"", ""))) found.add(entry);
                    if (found.isEmpty()) return "{\"ok\":false}";
                    return "{\"ok\":true,\"matched_key\":\"" + found.get(0) + "\",\"signed_download_url\":\"" + url()
                            + "blob/" + found.get(0) + "\"}";
            }
        }

        private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
