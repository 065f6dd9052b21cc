package io.slipway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Small changes to the sources of the shop that leave it working: each adds something new to one file, chosen among all
 * source files alike. Confined to one thread.
 */
final class ShopEdits {
    /** What to add by the end of a file's name; {@code N} is another number each time. */
    private static final List<Addition> ADDITIONS = List.of(
            new Addition(".java", ""),
            new Addition(".mjs", "\nconst slipwayEditN = N;\n"),
            new Addition(".json", "\n"),
            new Addition(".csv", "# edit N\n"),
            new Addition(".conf", "# edit N\n"),
            new Addition(".properties", "# edit N\n"),
            new Addition(".awk", "\n# edit N\nfunction slipwayEditN() { return N }\n"),
            new Addition(".css", "\n.slipway-edit-N { order: N }\n"));

    /** Compared word for word by a test, or read by no task of a build. */
    private static final Set<String> LEFT_ALONE = Set.of("expected.txt", "deploy.sh", "slipway.yaml", "pom.xml");

    private static final Pattern ANNOTATION = Pattern.compile("(?m)^(public )?@interface ");

    private final Path workspace;
    private final RandomGenerator random;
    private final List<String> files;
    private int edits;

    private record Addition(String ending, String text) {}

    /**
     * One change.
     *
     * @param before what the file was
     */
    record Edit(Path file, byte[] before) {
        void takeBack() throws IOException {
            Files.write(file, before);
        }
    }

    ShopEdits(Path workspace, RandomGenerator random) throws IOException, InterruptedException {
        this.workspace = workspace;
        this.random = random;
        String listed =
                TimedProcess.succeed(workspace, "git", "ls-files", "-z", "*/*").output();
        this.files = Arrays.stream(listed.split("\0"))
                .filter(file -> !LEFT_ALONE.contains(file.substring(file.lastIndexOf('/') + 1)))
                .filter(file -> ADDITIONS.stream().anyMatch(addition -> file.endsWith(addition.ending)))
                .sorted()
                .toList();
    }

    /** How many files may be chosen. */
    int files() {
        return files.size();
    }

    /** Changes one file. */
    Edit next() throws IOException {
        Path file = workspace.resolve(files.get(random.nextInt(files.size())));
        byte[] before = Files.readAllBytes(file);
        edits++;
        Files.writeString(file, edited(file.toString(), new String(before, StandardCharsets.UTF_8)));
        return new Edit(file, before);
    }

    private String edited(String file, String text) {
        if (file.endsWith(".java")) return edited(text);
        for (Addition addition : ADDITIONS) {
            if (file.endsWith(addition.ending)) return text + addition.text.replace("N", Integer.toString(edits));
        }
        throw new IllegalArgumentException(file + " (expected: a file of a kind that can be edited)");
    }

    /** A private method before the last brace, or a constant where no method can be. */
    private String edited(String java) {
        int end = java.lastIndexOf('}');
        String member = ANNOTATION.matcher(java).find()
                ? "    int SLIPWAY_EDIT_" + edits + " = " + edits + ";\n"
                : "    private static int slipwayEdit" + edits + "() {\n        return " + edits + ";\n    }\n";
        return java.substring(0, end) + "\n" + member + java.substring(end);
    }
}
