package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about every kind of problem, word for word: see problems.txt. */
class ProblemsTest {
    private record Case(String name, Map<String, byte[]> files, List<String> problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void every_problem_is_told_at_its_place(Case given) {
        assertThat(Definitions.problems(given.files())).containsExactlyElementsOf(given.problems());
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        StringBuilder file = new StringBuilder();
        String path = "";
        for (String line : golden().lines().skip(2).toList()) {
            boolean ends = line.startsWith("== ") || line.startsWith("-- ") || line.startsWith(">> ");
            if (ends && !path.isEmpty()) {
                cases.get(cases.size() - 1).files().put(path, file.toString().getBytes(UTF_8));
                file.setLength(0);
                path = "";
            }
            String rest = ends ? line.substring(3) : line;
            if (line.startsWith("== ")) cases.add(new Case(rest, new TreeMap<>(), new ArrayList<>()));
            else if (line.startsWith("-- ")) path = rest;
            else if (line.startsWith(">> "))
                cases.get(cases.size() - 1).problems().add(rest);
            else if (!path.isEmpty()) file.append(line.replace("\\t", "\t")).append('\n');
        }
        return cases.stream();
    }

    private static String golden() throws IOException {
        try (InputStream in = ProblemsTest.class.getResourceAsStream("problems.txt")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
