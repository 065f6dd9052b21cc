package io.slipway.core.local.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program whose version is a label. The label is what people write under {@code requires}. */
enum Tool {
    JDK("jdk", "javac", "-version"),
    JAVA("java", "java", "-version"),
    MAVEN("maven", "mvn", "--version"),
    GRADLE("gradle", "gradle", "--version"),
    NODE("node", "node", "--version"),
    NPM("npm", "npm", "--version"),
    PNPM("pnpm", "pnpm", "--version"),
    YARN("yarn", "yarn", "--version"),
    PYTHON("python", "python3", "--version"),
    GO("go", "go", "version"),
    RUST("rust", "rustc", "--version"),
    GCC("gcc", "gcc", "-dumpfullversion"),
    MAKE("make", "make", "--version"),
    GIT("git", "git", "--version"),
    CLANG("clang", "clang", "-dumpversion"),
    CMAKE("cmake", "cmake", "--version"),
    DOTNET("dotnet", "dotnet", "--version"),
    DOCKER("docker", "docker", "--version"),
    PODMAN("podman", "podman", "--version");

    private final String label;
    private final String program;
    private final String question;

    Tool(String label, String program, String question) {
        this.label = label;
        this.program = program;
        this.question = question;
    }

    static Optional<Tool> ofLabel(String label) {
        for (Tool tool : values()) {
            if (tool.label.equals(label)) return Optional.of(tool);
        }
        return Optional.empty();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(tool -> tool.label).sorted().toList();
    }

    /** Name of the executable. */
    String program() {
        return program;
    }

    List<String> command(String executable) {
        return List.of(executable, question);
    }

    /**
     * What is written down beside the executable: every JDK has a file {@code release} with the version that its programs
     * print, and a JVM takes longer to start than all else before the first task.
     *
     * @param executable without links
     */
    Optional<String> written(Path executable) {
        Path bin = executable.getParent();
        if (!(this == JDK || this == JAVA) || bin == null || !bin.endsWith("bin")) return Optional.empty();
        try {
            for (String line : Files.readAllLines(bin.resolveSibling("release"), StandardCharsets.UTF_8)) {
                if (line.startsWith("JAVA_VERSION=")) return version(line);
            }
        } catch (IOException e) {
            return Optional.empty(); // not a JDK as they usually lie there: it is asked
        }
        return Optional.empty();
    }

    /**
     * The first version in what the tool printed: numbers with dots, wherever they stand, as in {@code v20.19.2},
     * {@code go1.21.3} or {@code "17.0.15"}. A lone number counts when nothing with a dot is there.
     */
    static Optional<String> version(String printed) {
        String lone = "";
        for (int from = 0; from < printed.length(); ) {
            if (!isDigit(printed.charAt(from))) {
                from++;
                continue;
            }
            int to = from;
            while (to < printed.length() && (isDigit(printed.charAt(to)) || isInnerDot(printed, to))) to++;
            String number = printed.substring(from, to);
            if (number.indexOf('.') > 0) return Optional.of(number);
            if (lone.isEmpty()) lone = number;
            from = to;
        }
        return lone.isEmpty() ? Optional.empty() : Optional.of(lone);
    }

    private static boolean isInnerDot(String text, int at) {
        return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
