package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private static final String FLEET = """
            slipway-fleet: 1
            agents:
              - id: small
                cpu: 2
                memory: 4Gi
                labels: {os: linux}
              - id: large
                cpu: 8
                memory: 16Gi
                labels: {os: linux, jdk: "21"}
            """;

    private static final String TABLE = """
            submit_s,tenant,run,task,needs,requires,milli_cpu,memory_bytes,duration_s
            0,shop,first,orders:compile,,os=linux;jdk=>=17,2000,1024,40
            0,shop,first,orders:test,orders:compile,os=linux,1000,1024,20
            5,tools,second,lint:check,,,1000,0,10
            """;

    @TempDir
    private Path directory;

    private FakeSurroundings process = new FakeSurroundings();

    @BeforeEach
    void write_a_fleet_and_a_table() throws IOException {
        process = new FakeSurroundings().in(directory);
        Files.writeString(directory.resolve("fleet.yaml"), FLEET);
        Files.writeString(directory.resolve("day.csv"), TABLE);
    }

    @Test
    void says_how_it_would_go() {
        int code = process.slipway("simulate", "fleet.yaml", "day.csv");

        assertThat(process.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out())
                .contains("simulated    1m00s in ", "runs         2, 2 succeeded\n", "tasks        3 ran, 0 reused\n")
                .containsPattern("shop +1 +2 +90.9 % ")
                .containsPattern("tools +1 +1 +9.1 % ");
    }

    @Test
    void takes_half_the_time_with_agents_of_twice_the_speed() {
        process.slipway("simulate", "fleet.yaml", "day.csv", "--speed", "2", "--json");

        assertThat(process.out())
                .startsWith("{\"type\":\"simulation\",\"simulatedMillis\":30000,\"runs\":2,")
                .contains("\"tenants\":[{\"name\":\"shop\",\"runs\":1,\"ran\":2,");
    }

    @Test
    void gives_the_same_from_the_same_seed() throws IOException {
        Files.writeString(
                directory.resolve("one.yaml"), "slipway-fleet: 1\nagents: [{id: a, cpu: 500m, memory: 1Gi}]\n");
        process.slipway("simulate", "one.yaml", "seed:3", "--faults", "20", "--json");
        String once = process.out();

        process.slipway("simulate", "one.yaml", "seed:3", "--faults", "20", "--json");

        assertThat(process.out()).isEqualTo(once).contains("\"lostAttempts\":");
    }

    @Test
    void writes_a_trace() throws IOException {
        process.slipway("simulate", "fleet.yaml", "day.csv", "--trace", "trace.json");

        assertThat(Files.readString(directory.resolve("trace.json")))
                .contains("\"name\":\"orders:compile\"", "\"name\":\"large\"")
                .endsWith("]}\n");
    }

    @Test
    void simulates_what_was_recorded() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("slipway.yaml", """
                slipway: 1
                service: library
                tasks:
                  make:
                    run: "true"
                    inputs: []
                  check:
                    run: "true"
                    inputs: []
                    needs: [make]
                """);
        workspace.slipway("run");

        int code = process.slipway("simulate", "fleet.yaml", "workspace/.slipway/runs");

        assertThat(process.err()).isEmpty();
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).contains("runs         1, 1 succeeded\n", "tasks        2 ran, 0 reused\n");
    }

    @Test
    void lists_what_failed_as_often_as_it_may_with_how_and_where() {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("slipway.yaml", """
                slipway: 1
                service: library
                tasks:
                  check:
                    run: "false"
                    inputs: []
                    retry: 2
                """);
        workspace.slipway("run");

        process.slipway("simulate", "fleet.yaml", "workspace/.slipway/runs");
        assertThat(process.out())
                .contains("dead letters 1, each tried as often as it may be and failed:\n")
                .containsPattern("library:check of run [-0-9a-f]+: failed on (small|large), failed on (small|large)\n");

        process.slipway("simulate", "fleet.yaml", "workspace/.slipway/runs", "--json");
        assertThat(process.out())
                .containsPattern("\"deadLetters\":\\[\\{\"run\":\"[^\"]+\",\"task\":\"library:check\",\"attempts\":"
                        + "\\[\\{\"agent\":\"(small|large)\",\"outcome\":\"failed\",\"exitCode\":1,");
    }

    @Test
    void says_nothing_of_utilisation_where_nothing_could_run() throws IOException {
        Files.writeString(
                directory.resolve("mac.csv"),
                "submit_s,run,task,needs,requires,duration_s\n0,r,sign,,os=macos,5\n0,r,ship,sign,,5\n");

        process.slipway("simulate", "fleet.yaml", "mac.csv");

        assertThat(process.out())
                .doesNotContain("utilisation")
                .contains("tasks        0 ran, 0 reused, 2 skipped\n", "impossible   default:sign needs os macos, but");
    }

    @Test
    void says_where_a_fleet_or_a_table_is_wrong() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "slipway-fleet: 1\nagents: 7\n");
        Files.writeString(directory.resolve("bad.csv"), "submit_s,run,task,duration_s\n0,r,a,soon\n");

        assertThat(process.slipway("simulate", "bad.yaml", "day.csv")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).startsWith("bad.yaml:2:");

        assertThat(process.slipway("simulate", "fleet.yaml", "bad.csv")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).startsWith("bad.csv:2:7 duration_s is \"soon\"; write a number from 0 on\n");
    }

    @Test
    void says_what_is_not_there_or_not_possible() throws IOException {
        Files.createDirectory(directory.resolve("empty"));

        assertThat(refusal("no.yaml", "day.csv")).contains("no.yaml cannot be read; name an inventory");
        assertThat(refusal("fleet.yaml", "no.csv")).contains("no.csv is not there; name a table, a journal");
        assertThat(refusal("fleet.yaml", "empty")).contains("has no journals; name a workspace's .slipway/runs");
        Files.write(directory.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertThat(refusal("fleet.yaml", "picture.png")).contains("picture.png is no text in UTF-8; name a table");
        assertThat(refusal("fleet.yaml", "day.csv", "--trace", "no/t.json"))
                .contains("t.json cannot be written; name another file with --trace");
        assertThat(refusal("fleet.yaml", "seed:x")).contains("seed:x has no number; write seed:1, say");
        assertThat(refusal("fleet.yaml", "day.csv", "--speed", "0")).contains("--speed is 0.0: say a number above 0");
        assertThat(refusal("fleet.yaml", "day.csv", "--faults", "-1")).contains("--faults is -1: say how many");
    }

    private String refusal(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "simulate";
        System.arraycopy(words, 0, all, 1, words.length);
        assertThat(process.slipway(all)).isEqualTo(ExitCode.WRONG_REQUEST);
        return process.err();
    }
}
