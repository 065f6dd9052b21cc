package io.slipway.jenkins.signature;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Types by name: those of some jars and directories, and those of the JDK. */
final class ClassFiles {
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final Map<String, Optional<ClassFile>> read = new HashMap<>();

    private ClassFiles() {}

    /**
     * @param classpath jars and directories; of two types of one name the first counts
     */
    static ClassFiles of(List<Path> classpath) {
        ClassFiles files = new ClassFiles();
        for (Path entry : classpath) {
            try {
                if (Files.isDirectory(entry)) {
                    files.addAll(entry);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                        files.addAll(jar.getPath("/"));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + entry + "; is it a jar or a directory of classes?", e);
            }
        }
        return files;
    }

    /** As {@code java.class.path} lists it, or a file that holds such a list. */
    static List<Path> parseClasspath(String text) throws IOException {
        Path file = Path.of(text);
        boolean holdsList = !text.contains(File.pathSeparator) && Files.isRegularFile(file) && !text.endsWith(".jar");
        String list = holdsList ? Files.readString(file) : text;
        List<Path> classpath = new ArrayList<>();
        for (String entry : list.split("[" + File.pathSeparator + "\\s]+")) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) classpath.add(Path.of(entry));
        }
        return classpath;
    }

    private void addAll(Path root) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(root)) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : classes) {
            String name = root.relativize(file).toString();
            String type = name.substring(0, name.length() - ".class".length()).replace(File.separatorChar, '.');
            bytes.putIfAbsent(type.replace('/', '.'), Files.readAllBytes(file));
        }
    }

    /** Names of all but those of the JDK and {@code package-info}, sorted. */
    List<String> names() {
        return bytes.keySet().stream()
                .filter(name -> !name.endsWith("package-info") && !name.endsWith("module-info"))
                .sorted()
                .toList();
    }

    Optional<ClassFile> find(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Optional<ClassFile> load(String name) {
        byte[] own = bytes.get(name);
        if (own != null) return Optional.of(ClassFile.read(own));
        try (InputStream in =
                ClassLoader.getPlatformClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type, what it extends and what it implements, nearest first; those that are there. */
    List<ClassFile> hierarchy(String name) {
        List<ClassFile> found = new ArrayList<>();
        collect(name, found);
        return found;
    }

    /** Adds to {@code needed} those of these types that {@code type} mentions, and what they mention in turn. */
    void needs(ClassFile type, Set<String> needed) {
        for (String mention : type.mentions()) {
            if (bytes.containsKey(mention) && needed.add(mention))
                needs(find(mention).orElseThrow(), needed);
        }
    }

    private void collect(String name, List<ClassFile> found) {
        Optional<ClassFile> type = name.isEmpty() ? Optional.empty() : find(name);
        if (type.isEmpty() || found.contains(type.get())) return;
        found.add(type.get());
        collect(type.get().superclass(), found);
        type.get().interfaces().forEach(one -> collect(one, found));
    }
}
