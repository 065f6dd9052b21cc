package io.slipway.gitlab.read;

import io.slipway.core.pipeline.Place;
import io.slipway.gitlab.yaml.YamlReader;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file and what it includes, as one map. Only files of the project are read: what lies in other projects, on other
 * hosts or in GitLab itself is told and left out. Confined to one thread.
 */
final class Includes {
    private static final int MOST_FILES = 150;
    private static final int DEEPEST = 100;

    /** A component of the project itself, of the commit itself. */
    private static final Pattern OWN_COMPONENT = Pattern.compile(
            "\\$\\{?CI_SERVER_(?:FQDN|HOST)\\}?/\\$\\{?CI_PROJECT_PATH\\}?/([A-Za-z0-9_.-]+)@\\$\\{?CI_COMMIT_SHA\\}?");

    private final ProjectFiles files;
    private final Variables variables;
    private final Findings findings;
    private int read;
    private boolean whole = true;

    Includes(ProjectFiles files, Variables variables, Findings findings) {
        this.files = files;
        this.variables = variables;
        this.findings = findings;
    }

    /** Whether every file that was asked for was read. */
    boolean areWhole() {
        return whole;
    }

    /** Everything of the file, its own words above those that it includes; nothing when it is no map. */
    Optional<Mapping> read(String file, byte[] bytes, Mapping given, int depth) {
        List<YamlValue> documents = YamlReader.read(file, bytes, findings::problem);
        if (documents.isEmpty()) return Optional.empty();
        YamlValue body = documents.get(0);
        boolean header = body instanceof Mapping first && first.get("spec").isPresent();
        if (header && documents.size() > 1) {
            body = Inputs.of((Mapping) body, given, depth > 0, findings).into(documents.get(1));
        }
        if (documents.size() > (header ? 2 : 1)) {
            findings.note(
                    documents.get(header ? 2 : 1).place(),
                    "another document begins here; GitLab reads only the first",
                    "put it into a file of its own and include it");
        }
        if (!(body instanceof Mapping root)) {
            if (!body.isNothing()) findings.problem(body.place(), "the file is " + body.kind(), "write jobs as a map");
            return Optional.empty();
        }
        return Optional.of(withIncludes(root, depth));
    }

    private Mapping withIncludes(Mapping root, int depth) {
        Optional<YamlValue> include = root.get("include");
        if (include.isEmpty()) return root;
        Mapping below = Mapping.empty(root.place());
        for (YamlValue entry : include.get() instanceof Sequence list ? list.items() : List.of(include.get())) {
            for (Mapping included : included(entry, depth)) below = Merging.over(below, included, findings);
        }
        return Merging.over(below, root.without("include"), findings);
    }

    private List<Mapping> included(YamlValue entry, int depth) {
        if (entry.text().isPresent()) {
            String text = entry.text().get();
            if (!text.startsWith("http://") && !text.startsWith("https://"))
                return local(entry, text, empty(entry), depth);
            return unresolved(entry.place(), "remote", text);
        }
        if (!(entry instanceof Mapping mapping)) {
            if (!entry.isNothing())
                findings.problem(entry.place(), "`include` has " + entry.kind(), "write a path or a map");
            return List.of();
        }
        Truth wanted =
                Rules.of(mapping.get("rules"), variables, files, findings).included();
        if (wanted == Truth.NO) return List.of();
        if (wanted == Truth.MAYBE) {
            findings.note(
                    mapping.keyPlace("rules"),
                    "whether this is included depends on variables; it is read as if it was",
                    "give --variable NAME=VALUE");
        }
        Mapping inputs = mapping.get("inputs")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(empty(entry));
        Optional<String> own = mapping.get("component")
                .flatMap(YamlValue::text)
                .map(OWN_COMPONENT::matcher)
                .filter(Matcher::matches)
                .map(component -> "templates/" + component.group(1));
        if (own.isPresent()) {
            boolean single = files.find(own.get() + ".yml").isPresent();
            return local(entry, own.get() + (single ? ".yml" : "/template.yml"), inputs, depth);
        }
        Optional<YamlValue> local = mapping.get("local");
        if (local.isPresent()) return local(local.get(), local.get().text().orElse(""), inputs, depth);
        for (String kind : List.of("project", "component", "remote", "template", "artifact")) {
            Optional<YamlValue> other = mapping.get(kind);
            if (other.isPresent())
                return unresolved(entry.place(), kind, other.get().text().orElse("") + file(mapping));
        }
        findings.problem(entry.place(), "`include` names no file", "write local: and a path");
        return List.of();
    }

    private static String file(Mapping mapping) {
        return mapping.get("file")
                .flatMap(YamlValue::text)
                .map(text -> " " + text)
                .orElse("");
    }

    private List<Mapping> unresolved(Place place, String kind, String what) {
        whole = false;
        findings.note(
                place,
                "unresolved include: " + kind + " " + what,
                "nothing is fetched; what it defines is missing here");
        return List.of();
    }

    private List<Mapping> local(YamlValue at, String written, Mapping inputs, int depth) {
        String path = variables.expanded(written).replaceFirst("^/+", "");
        if (path.startsWith("./")) path = path.substring(2);
        if (path.contains("$")) return unresolved(at.place(), "local", written);
        List<String> paths = path.contains("*") ? matching(path) : List.of(path);
        if (paths.isEmpty()) return unresolved(at.place(), "local", path + ", which names no file");
        List<Mapping> all = new ArrayList<>();
        for (String name : paths) {
            Optional<byte[]> bytes = files.find(name);
            if (bytes.isEmpty()) {
                all.addAll(unresolved(at.place(), "local", name + ", which is not there"));
            } else if (++read > MOST_FILES || depth >= DEEPEST) {
                findings.problem(at.place(), "more than " + MOST_FILES + " files are included", "include fewer");
                return all;
            } else {
                read(name, bytes.get(), inputs, depth + 1).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Files that a pattern names as GitLab reads it here: {@code **} is anything, {@code *} anything within a name. */
    private List<String> matching(String pattern) {
        int folder = pattern.lastIndexOf('/', pattern.indexOf('*'));
        StringBuilder wanted = new StringBuilder();
        Matcher part = Pattern.compile("\\*+|[^*]+").matcher(pattern);
        while (part.find()) {
            String text = part.group();
            if (text.startsWith("*")) wanted.append(text.length() > 1 ? ".*" : "[^/]*");
            else wanted.append(Pattern.quote(text));
        }
        Pattern names = Pattern.compile(wanted.toString());
        return files.matching(pattern.substring(0, folder + 1) + "**").stream()
                .filter(name -> names.matcher(name).matches())
                .toList();
    }

    private static Mapping empty(YamlValue at) {
        return Mapping.empty(at.place());
    }
}
