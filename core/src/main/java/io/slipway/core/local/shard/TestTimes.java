package io.slipway.core.local.shard;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * How long test files took, from JUnit reports. A test case belongs to the file that it names, else to the one that its class
 * is called like. Confined to one thread.
 */
public final class TestTimes {
    /** Knows neither entities nor documents of others: a report comes from a job that anybody may have written. */
    public static final XMLInputFactory FACTORY = factory();

    private final Map<String, Long> byName = new HashMap<>();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** @throws IllegalArgumentException when it is no XML */
    public void add(byte[] report) {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(report));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) add(xml);
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("report: not XML (expected: a JUnit report)", e);
        }
    }

    private void add(XMLStreamReader testcase) {
        String file = testcase.getAttributeValue(null, "file");
        String type = testcase.getAttributeValue(null, "classname");
        String seconds = testcase.getAttributeValue(null, "time");
        if (seconds == null || (file == null && type == null)) return;
        try {
            long millis = Math.round(Double.parseDouble(seconds.replace(",", "")) * 1000);
            byName.merge(file != null ? file : type.replace('.', '/'), Math.max(0, millis), Long::sum);
        } catch (NumberFormatException e) {
            // a time that is none tells nothing
        }
    }

    /** Absent when no report has it. {@code src/test/java/a/BTest.java} is the file of class {@code a.BTest}. */
    public Optional<Duration> expected(String file) {
        Long exact = byName.get(file);
        if (exact != null) return Optional.of(Duration.ofMillis(exact));
        int dot = file.lastIndexOf('.');
        String path = dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
        for (int from = 0; from >= 0; from = next(path, from)) {
            Long millis = byName.get(path.substring(from));
            if (millis != null) return Optional.of(Duration.ofMillis(millis));
        }
        return Optional.empty();
    }

    private static int next(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? -1 : slash + 1;
    }
}
