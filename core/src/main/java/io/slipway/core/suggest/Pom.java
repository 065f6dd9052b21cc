package io.slipway.core.suggest;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What counts here of a {@code pom.xml}. Immutable.
 *
 * @param artifact its artifactId
 * @param modules as written, those of profiles too
 * @param release the Java release that it compiles for, as far as it is written plainly; else 0
 * @param sharesTests whether it makes or takes a {@code test-jar}
 */
record Pom(String artifact, String packaging, List<String> modules, int release, boolean sharesTests) {
    static final Pom EMPTY = new Pom("", "jar", List.of(), 0, false);

    private static final Set<String> RELEASE = Set.of(
            "project/properties/maven.compiler.release",
            "project/properties/maven.compiler.source",
            "project/properties/java.version");

    Pom {
        modules = List.copyOf(modules);
    }

    /** Absent when it is no XML: Maven will say what is wrong with it. */
    static Optional<Pom> read(byte[] bytes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return Optional.of(
                    read(factory.createXMLStreamReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))));
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Pom read(XMLStreamReader in) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        List<String> modules = new ArrayList<>();
        String artifact = "";
        String packaging = "jar";
        int release = 0;
        boolean sharesTests = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) path.addLast(in.getLocalName());
            else if (event == XMLStreamConstants.END_ELEMENT) path.removeLast();
            else if (event == XMLStreamConstants.CHARACTERS && !in.isWhiteSpace()) {
                String at = String.join("/", path);
                String text = in.getText().strip();
                if (at.equals("project/artifactId")) artifact = text;
                if (at.equals("project/packaging")) packaging = text;
                if (at.endsWith("/modules/module")) modules.add(text);
                if (RELEASE.contains(at) && text.matches("\\d{1,2}"))
                    release = Math.max(release, Integer.parseInt(text));
                if (text.equals("test-jar")) sharesTests = true;
            }
        }
        return new Pom(artifact, packaging, modules, release, sharesTests);
    }
}
