package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCommandTest {
    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace;

    @BeforeEach
    void make_a_workspace() {
        workspace = new TemporaryWorkspace(directory)
                .write("shop/slipway.yaml", "slipway: 1\nservice: shop\ntasks:\n  build:\n    run: make\n");
    }

    @Test
    void shows_durations_and_since_when_they_are_others() {
        workspace.write("history.csv", stepAt(40, 60));

        workspace.slipway("history", "import", "history.csv");
        assertThat(workspace.out()).contains("60 runs read, 60 of them new, 0 rows left out");
        workspace.slipway("history");

        assertThat(workspace.out())
                .contains("build")
                .containsPattern("step since run 41: 1m5\\ds, was 1m00s; nothing known explains it")
                .containsPattern("[▃▄]+[▇█]+");
    }

    @Test
    void the_same_history_again_is_nothing_new() {
        workspace.write("history.csv", stepAt(5, 10));

        workspace.slipway("history", "import", "history.csv");
        workspace.slipway("history", "import", "history.csv", "--json");

        assertThat(workspace.out()).contains("\"runs\":10,\"new\":0,\"badRows\":0");
    }

    @Test
    void each_wrong_row_is_named_and_left_out() {
        workspace.write("history.csv", """
                name,run,started,duration,status
                build,1,2026-03-02T08:00:00Z,60,success
                build,2,yesterday,60,success
                build,3,2026-03-02T10:00:00Z,long,success
                build,4,2026-03-02T11:00:00Z,-5,success
                build,5,2026-03-02T12:00:00Z,60,splendid
                build,6,2026-03-02T13:00:00Z
                build,7,2026-03-02T14:00:00Z,99999999999,success
                ,8,2026-03-02T15:00:00Z,60,success
                build,,2026-03-02T16:00:00Z,60,success
                build,10,2026-03-02T17:00:00Z,0,success
                build,11,2026-03-02T17:00:00Z,5,skipped
                """);

        workspace.slipway("history", "import", "history.csv");

        assertThat(workspace.out()).contains("2 runs read, 2 of them new, 8 rows left out");
        assertThat(workspace.err())
                .contains("history.csv:3 has the start 'yesterday'")
                .contains("history.csv:4 has the duration 'long'")
                .contains("history.csv:5 ends before it starts")
                .contains("history.csv:6 has the status 'splendid'")
                .contains("history.csv:7 has 3 fields where the first line has 5")
                .contains("history.csv:8 takes more than a year")
                .contains("history.csv:9 has no name")
                .contains("history.csv:10 has no run");
    }

    @Test
    void reads_what_jenkins_gitlab_and_github_give() {
        workspace.write("jenkins.json", """
                {"_class":"org.jenkinsci.plugins.workflow.job.WorkflowJob","fullName":"team/app","builds":[
                {"number":7,"timestamp":1767600000000,"duration":61000,"result":"SUCCESS"},
                {"number":8,"timestamp":1767603600000,"duration":0,"result":null},
                {"number":9,"timestamp":1767607200000,"duration":42000,"result":"FAILURE"}]}
                """);
        workspace.write("gitlab.json", """
                [{"id":11,"name":"rspec","status":"success","started_at":"2026-01-05T08:00:00.000Z",
                  "finished_at":"2026-01-05T08:01:00.000Z","duration":60.5},
                 {"id":12,"name":"rspec","status":"canceled","started_at":null,"duration":null}]
                """);
        workspace.write("github-jobs.json", """
                {"total_count":1,"jobs":[{"id":21,"run_id":5,"name":"test (17)","status":"completed",
                "conclusion":"success","started_at":"2026-01-05T08:00:00Z","completed_at":"2026-01-05T08:02:00Z"}]}
                """);
        workspace.write("github-runs.json", """
                {"workflow_runs":[{"id":31,"name":"CI","status":"in_progress","conclusion":null},
                {"id":32,"name":"CI","status":"completed","conclusion":"failure",
                "run_started_at":"2026-01-05T08:00:00Z","updated_at":"2026-01-05T08:03:00Z"}]}
                """);
        workspace.write("lines.jsonl", """
                {"name":"lint","run":1,"started":1767600000,"duration":5,"status":"ok"}
                {"name":"lint",
                {"name":"lint","run":2,"started":1767600060,"duration_ms":5500,"status":"failed"}
                """);

        workspace.slipway(
                "history",
                "import",
                "jenkins.json",
                "gitlab.json",
                "github-jobs.json",
                "github-runs.json",
                "lines.jsonl");
        assertThat(workspace.out()).contains("7 runs read, 7 of them new, 1 row left out");
        assertThat(workspace.err()).contains("lines.jsonl:2 is no JSON object");
        workspace.slipway("history", "--json");

        assertThat(workspace.out())
                .contains("\"task\":\"team/app\",\"runs\":2,\"hits\":0,\"failures\":1")
                .contains("\"task\":\"rspec\"", "\"tookMillis\":60500", "\"task\":\"test (17)\"", "\"task\":\"CI\"");
    }

    @Test
    void each_wrong_row_of_an_answer_in_one_line_is_named_by_its_number() {
        workspace.write("jenkins.json", """
                {"fullName":"team/app","builds":[{"number":1,"timestamp":1767600000000,"duration":9,"result":"SUCCESS"},\
                {"number":2,"timestamp":"soon","duration":9,"result":"SUCCESS"},{"number":3,"result":null},\
                {"timestamp":1767600000000,"duration":9,"result":"UNSTABLE"}]}
                """);
        workspace.write("gitlab.json", """
                [{"id":11,"name":"rspec","status":"failed","started_at":"2026-01-05T08:00:00Z","duration":3},7,\
                {"id":12,"status":"success","started_at":"2026-01-05T08:00:00Z","duration":1}]
                """);

        workspace.slipway("history", "import", "jenkins.json", "gitlab.json");

        assertThat(workspace.out()).contains("2 runs read, 2 of them new, 4 rows left out");
        assertThat(workspace.err())
                .contains("jenkins.json:1 row 2 has the start 'soon'")
                .contains("jenkins.json:1 row 4 has no run; add its number or id")
                .contains("gitlab.json row 2 is no JSON object")
                .contains("gitlab.json:1 row 3 has no name; say it with --name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                | file is empty; export it again
            <html>sign in</html>                              | file is a web page; ask for it with a token
            {"message":"401 Unauthorized"}                    | has no `builds`, `jobs` or `workflow_runs` and says '401 Unauth
            build,1,1767600000,5,success                      | file:1 names no column for the status; begin with a line like
            name,run,status,duration                          | file:1 names no column for the start
            name,started,status,duration                      | file:1 names no column for the run
            name,run,started,status                           | file:1 names no column for the duration or the end
            {"builds":                                        | file is no JSON; export it again
            """)
    void a_file_that_is_no_history_is_named(String text, String problem) {
        workspace.write("file", text);

        int code = workspace.slipway("history", "import", "file");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains(problem);
        assertThat(workspace.out()).contains("0 runs read, 0 of them new, 1 row left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void fields_are_parted_by_what_parts_the_names_of_the_columns(String separator) {
        workspace.write(
                "history.csv",
                "name,run,started,duration,status\nbuild,1,1767600000,5,success\n".replace(",", separator));

        workspace.slipway("history", "import", "history.csv");

        assertThat(workspace.out()).contains("1 run read, 1 of them new, 0 rows left out");
    }

    @Test
    void the_jobs_of_a_folder_of_jenkins_are_read_with_their_builds() {
        workspace.write("folder.json", """
                {"_class":"com.cloudbees.hudson.plugins.folder.Folder","jobs":[
                {"fullName":"team/app","builds":[
                {"number":7,"timestamp":1767600000000,"duration":61000,"result":"SUCCESS"}]},
                {"fullName":"team/web","builds":[
                {"number":7,"timestamp":1767600000000,"duration":30000,"result":"FAILURE"}]}]}
                """);

        workspace.slipway("history", "import", "folder.json");
        workspace.slipway("history", "--json");

        assertThat(workspace.out()).contains("\"task\":\"team/app\"", "\"task\":\"team/web\"", "\"tookMillis\":61000");
    }

    @Test
    void a_task_of_which_no_run_is_remembered_is_refused_with_those_there_are() {
        workspace.write("history.csv", stepAt(5, 10)).slipway("history", "import", "history.csv");

        int code = workspace.slipway("history", "--task", "biuld");

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("no run of `biuld` is remembered; did you mean `build`?");
    }

    @Test
    void rows_that_cannot_be_so_never_poison_what_is_expected() {
        StringBuilder rows = new StringBuilder("name,run,started,duration,status\n");
        for (int i = 0; i < 200; i++) {
            String day = "2026-03-%02dT%02d:00:00Z".formatted(1 + i / 24, i % 24);
            rows.append("shop:build,%d,%s,60,success\n".formatted(i, day));
            rows.append("shop:build,%d,%s,60,success\n".formatted(i, day)); // told of twice
            if (i % 4 == 0) rows.append("shop:build,z%d,%s,0,success\n".formatted(i, day));
            if (i % 10 == 0) rows.append("shop:build,y%d,%s,31536000,success\n".formatted(i, day));
            if (i % 7 == 0) rows.append("shop:build,b%d,1999-01-01T00:00:00Z,61,success\n".formatted(i));
            if (i % 5 == 0) rows.append("shop:build,n%d,%s,-60,success\n".formatted(i, day));
        }
        workspace.write("history.csv", rows.toString());

        workspace.slipway("history", "import", "history.csv");
        assertThat(workspace.out()).contains("40 rows left out");
        workspace.slipway("plan", "--json");

        Matcher expected = Pattern.compile("\"expectedMillis\":(\\d+)").matcher(workspace.out());
        assertThat(expected.find()).as(workspace.out()).isTrue();
        assertThat(Long.parseLong(expected.group(1))).isBetween(55_000L, 65_000L);
    }

    @Test
    void says_what_to_ask_for_and_what_a_retry_is_worth(@TempDir Path fresh) {
        TemporaryWorkspace flaky =
                new TemporaryWorkspace(fresh).write("shop/slipway.yaml", """
                slipway: 1
                service: shop
                tasks:
                  build:
                    run: "grep -q good ../flag"
                    inputs: [in.txt]
                    resources: {cpu: 0.1, memory: 4Gi}
                """).write("shop/in.txt", "0");
        for (int i = 0; i < 5; i++) {
            flaky.write("flag", "bad").write("shop/in.txt", "in " + i).slipway("run");
            flaky.write("flag", "good").slipway("run");
        }

        flaky.slipway("history");
        assertThat(flaky.out())
                .containsPattern(
                        "fails by chance in \\d+ % of its runs \\(\\d+ % to \\d+ %\\); what has failed passes \\d+ %");
        flaky.slipway("history", "--json");
        assertThat(flaky.out()).contains("\"retryWorth\":0.", "\"failures\":5");
    }

    @Test
    void draws_the_same_as_svg_and_png() throws IOException {
        workspace.write("history.csv", stepAt(40, 80));
        workspace.slipway("history", "import", "history.csv");

        workspace.slipway("history", "--svg", "chart.svg", "--png", "chart.png", "--task", "build");

        assertThat(workspace.read("chart.svg"))
                .startsWith("<svg ")
                .contains(">build</text>", "stroke-dasharray", ">step</text>");
        BufferedImage image = ImageIO.read(workspace.root().resolve("chart.png").toFile());
        assertThat(image.getWidth()).isEqualTo(900);
    }

    @Test
    void without_history_it_says_what_to_do() {
        workspace.slipway("history");

        assertThat(workspace.out()).contains("nothing has run here yet; run something, or import");
    }

    private static String stepAt(int step, int runs) {
        StringBuilder rows = new StringBuilder("name,run,started,duration,status\n");
        for (int i = 1; i <= runs; i++) {
            rows.append("build,")
                    .append(i)
                    .append(",")
                    .append(1767600000 + i * 3600)
                    .append(",");
            rows.append((i <= step ? 60 : 120) + i % 7 - 3).append(",success\n");
        }
        return rows.toString();
    }
}
