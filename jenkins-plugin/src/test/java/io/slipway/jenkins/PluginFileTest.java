package io.slipway.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens the packaged {@code slipway.hpi}, as a controller does. */
class PluginFileTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String OWN_JAR = "WEB-INF/lib/slipway.jar";

    private static Map<String, byte[]> plugin;
    private static Map<String, byte[]> ownJar;

    @BeforeAll
    static void open() throws IOException {
        Path file = Path.of(System.getProperty("basedir", "."), "target/slipway.hpi");
        plugin = entries(Files.readAllBytes(file));
        ownJar = entries(plugin.get(OWN_JAR));
    }

    @Test
    void begins_with_its_manifest_and_holds_nothing_but_libraries() {
        List<String> names =
                plugin.keySet().stream().filter(name -> !name.endsWith("/")).toList();

        assertThat(names.get(0)).isEqualTo(MANIFEST);
        assertThat(names.subList(1, names.size()))
                .allSatisfy(name -> assertThat(name).matches("WEB-INF/lib/[^/]+\\.jar"));
    }

    @Test
    void says_who_it_is_and_what_it_needs() throws IOException {
        Attributes manifest = manifest(plugin);

        assertThat(manifest.getValue("Short-Name")).isEqualTo("slipway");
        assertThat(manifest.getValue("Plugin-Version")).isNotBlank();
        assertThat(manifest.getValue("Jenkins-Version")).startsWith("2.541");
        assertThat(manifest.getValue("Minimum-Java-Version")).isEqualTo("17");
        assertThat(manifest.getValue("Plugin-Dependencies")).contains("workflow-step-api:");
    }

    @Test
    void says_the_same_in_its_own_jar_without_which_a_controller_reads_no_object_back() throws IOException {
        assertThat(manifest(ownJar)).isEqualTo(manifest(plugin));
    }

    @Test
    void describes_itself() {
        assertThat(ownJar.keySet()).contains("index.jelly");
    }

    @Test
    void lists_its_extensions_and_each_can_be_loaded(@TempDir Path directory) throws Exception {
        Path jar = Files.write(directory.resolve("slipway.jar"), plugin.get(OWN_JAR));
        Set<String> indexed = new TreeSet<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, loader)) {
                indexed.add(item.className());
            }
        }

        assertThat(indexed).contains("io.slipway.jenkins.settings.SlipwaySettings");
        assertThat(indexed.stream().filter(PluginFileTest::isAbsent)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.jenkinsci.Symbol", "hudson.init.Initializer"})
    void lists_what_is_annotated_and_each_is_there(String annotation) {
        String index = new String(ownJar.get("META-INF/services/annotations/" + annotation));

        assertThat(index).isNotBlank();
        assertThat(index.lines().filter(PluginFileTest::isAbsent)).isEmpty();
    }

    @Test
    void carries_forms_and_parameters() {
        assertThat(ownJar.keySet())
                .contains(
                        "io/slipway/jenkins/settings/SlipwaySettings/config.jelly",
                        "io/slipway/jenkins/settings/SlipwaySettings/doCheckCacheSize.stapler",
                        "io/slipway/jenkins/settings/FolderWeight.stapler");
    }

    @Test
    void brings_the_libraries_that_core_needs() {
        assertThat(libraries())
                .anyMatch(name -> name.startsWith("ehcache-"))
                .anyMatch(name -> name.startsWith("jgrapht-core-"))
                .anyMatch(name -> name.startsWith("snakeyaml-engine-"));
        assertThat(ownJar.keySet())
                .contains("io/slipway/core/pipeline/Task.class", "io/slipway/jackson/core/JsonFactory.class");
    }

    @Test
    void brings_nothing_that_a_controller_brings() throws IOException {
        List<String> clashing = new ArrayList<>();
        for (Map.Entry<String, byte[]> library : plugin.entrySet()) {
            if (!library.getKey().endsWith(".jar")) continue;
            for (String name : entries(library.getValue()).keySet()) {
                if (name.endsWith(".class") && isTheControllers(name)) clashing.add(library.getKey() + "!" + name);
            }
        }

        assertThat(clashing).isEmpty();
    }

    @Test
    void brings_no_class_twice() throws IOException {
        Map<String, String> whose = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Map.Entry<String, byte[]> library : plugin.entrySet()) {
            if (!library.getKey().endsWith(".jar")) continue;
            for (String name : entries(library.getValue()).keySet()) {
                if (!name.endsWith(".class") || name.startsWith("META-INF/") || name.equals("module-info.class"))
                    continue;
                String other = whose.put(name, library.getKey());
                if (other != null) twice.add(name + " in " + other + " and " + library.getKey());
            }
        }

        assertThat(twice).isEmpty();
    }

    @Test
    void packages_no_signature() {
        assertThat(ownJar.keySet()).noneMatch(name -> name.startsWith("hudson/") || name.startsWith("jenkins/"));
    }

    private static boolean isAbsent(String className) {
        return !ownJar.containsKey(className.replace('.', '/') + ".class");
    }

    private static boolean isTheControllers(String name) {
        return List.of(
                        "hudson/",
                        "jenkins/",
                        "org/jenkinsci/",
                        "org/kohsuke/",
                        "org/slf4j/",
                        "com/google/common/",
                        "com/google/protobuf/",
                        "com/fasterxml/jackson/",
                        "com/sun/jna/",
                        "org/apache/commons/lang/",
                        "org/apache/commons/lang3/",
                        "org/apache/commons/io/",
                        "org/apache/commons/codec/",
                        "org/apache/commons/collections/",
                        "net/sf/json/",
                        "groovy/")
                .stream()
                .anyMatch(name::startsWith);
    }

    private static List<String> libraries() {
        return plugin.keySet().stream()
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    private static Attributes manifest(Map<String, byte[]> of) throws IOException {
        return new Manifest(new ByteArrayInputStream(of.get(MANIFEST))).getMainAttributes();
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
