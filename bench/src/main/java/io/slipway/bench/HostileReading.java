package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.github.read.Known;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Reads hostile files, one after the other: {@code HOST COUNT SEED}. Prints one line: how many crashed, which was the slowest,
 * its milliseconds, and the most memory that the process had, in MiB.
 */
final class HostileReading {
    private static final String GITLAB_SAMPLE = """
        stages: [build, test, deploy]
        include: [{local: a.yml}, {project: g/p, file: b.yml}]
        default: {tags: [linux], retry: 2}
        variables: {A: 1, B: {value: b, description: c}}
        workflow: {rules: [{if: $CI_COMMIT_BRANCH == "main"}, {when: always}]}
        .base: &base
          before_script: [./prepare]
          timeout: 1h 30m
        build:
          extends: .base
          stage: build
          script: [make, !reference [.base, before_script]]
          parallel:
            matrix: [{OS: [linux, mac], JDK: ["17", "21"]}]
          artifacts: {paths: [out/], reports: {junit: a.xml}}
        test:
          <<: *base
          script: make test
          needs: [{job: build, parallel: {matrix: [{OS: linux, JDK: "17"}]}}]
          rules:
            - if: $A =~ /^x/i && ($B || $C != null)
              changes: [src/**]
            - exists: [pom.xml]
              when: manual
          cache: {key: {files: [pom.xml]}, paths: [.m2]}
        deploy:
          stage: deploy
          script: [./deploy]
          environment: {name: prod}
          resource_group: prod
          when: manual
        call:
          stage: deploy
          trigger: {include: [{artifact: c.yml, job: build}], strategy: depend}
        """;

    private static final String GITHUB_SAMPLE = """
        name: ci
        on:
          push: {branches: [main], paths: ["src/**"]}
          schedule: [{cron: "30 5 * * 1-5"}]
          workflow_dispatch: {inputs: {x: {type: choice, options: [a, b], default: a}}}
        env: &env {A: 1, B: "${{ github.ref }}"}
        concurrency: {group: "ci-${{ github.ref }}", cancel-in-progress: true}
        permissions: {contents: read}
        defaults: {run: {shell: bash}}
        jobs:
          build:
            runs-on: ${{ matrix.os }}
            timeout-minutes: 30
            strategy:
              fail-fast: false
              matrix:
                os: [linux, mac]
                jdk: [17, 21]
                include: [{os: linux, jdk: 21, extra: [1, {a: b}]}, {os: windows}]
                exclude: [{os: mac, jdk: 17}]
            env: *env
            if: ${{ !cancelled() && contains(fromJSON('["a", "b"]'), inputs.x) }}
            outputs: {out: "${{ steps.make.outputs.out }}"}
            steps:
              - uses: actions/checkout@v4
              - {id: make, run: "make ${{ toJSON(matrix) }}", env: {C: "${{ env.A }}"}, working-directory: a}
              - uses: actions/upload-artifact@v4
                with: {name: "out-${{ strategy.job-index }}", path: out/}
          test:
            needs: [build]
            runs-on: [self-hosted, "${{ format('{0}-{1}', 'a', 1) }}"]
            continue-on-error: true
            container: {image: "node:20"}
            services: {db: {image: postgres}}
            steps: [{run: ./test}]
          called:
            needs: [build, test]
            uses: ./.github/workflows/other.yml
            with: {n: "${{ needs.build.outputs.out }}"}
            secrets: inherit
        """;

    /** What it uses is there. */
    private static final io.slipway.github.read.ProjectFiles GITHUB_FILES = path -> path.endsWith("other.yml")
            ? Optional.of(
                    "on: {workflow_call: {inputs: {n: {type: string}}}}\njobs: {c: {runs-on: x}}\n".getBytes(UTF_8))
            : Optional.empty();

    private HostileReading() {}

    /** Whose definitions are read. Names are the beginnings of figures. */
    enum Host {
        GITLAB(
                GITLAB_SAMPLE,
                file -> new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN).read(".gitlab-ci.yml", file)),
        GITHUB(
                GITHUB_SAMPLE,
                file -> new io.slipway.github.read.PipelineReader(GITHUB_FILES, Known.NOTHING).read("ci.yml", file));

        private final String sample;

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final Consumer<byte[]> reader;

        Host(String sample, Consumer<byte[]> reader) {
            this.sample = sample;
            this.reader = reader;
        }
    }

    /**
     * What came of it.
     *
     * @param crashed files that ended with neither a result nor a problem
     * @param slowest the file that took longest, by its number
     * @param slowestMillis of a processor
     */
    record Outcome(int crashed, int slowest, double slowestMillis) {}

    /** Reads the first {@code count} files of a seed. */
    static Outcome read(Host host, int count, long seed) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int crashed = 0;
        int slowest = 0;
        double most = 0;
        for (int i = 0; i < count; i++) {
            byte[] file = HostileYaml.file(host.sample, i, new SplittableRandom(seed + i));
            long begin = threads.getCurrentThreadCpuTime();
            try {
                host.reader.accept(file);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                crashed++;
                System.err.println("file " + i + " of seed " + seed + ": " + e);
            }
            double took = (threads.getCurrentThreadCpuTime() - begin) / 1e6;
            if (took > most) slowest = i;
            most = Math.max(most, took);
        }
        return new Outcome(crashed, slowest, most);
    }

    /** The most memory that this process ever had, in MiB; 0 where the system does not say. */
    static long peakMib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    public static void main(String[] arguments) throws IOException {
        Outcome outcome =
                read(Host.valueOf(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        System.out.println(
                outcome.crashed() + " " + outcome.slowest() + " " + outcome.slowestMillis() + " " + peakMib());
    }
}
