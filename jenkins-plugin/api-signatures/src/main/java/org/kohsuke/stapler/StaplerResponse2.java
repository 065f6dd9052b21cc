package org.kohsuke.stapler;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

public interface StaplerResponse2 {
    void forward(Object value, String text, StaplerRequest2 staplerRequest2) throws IOException;

    void forwardToPreviousPage(StaplerRequest2 staplerRequest2) throws IOException;

    void sendRedirect2(String text) throws IOException;

    void sendRedirect(int number, String text) throws IOException;

    void serveFile(StaplerRequest2 staplerRequest2, URL uRL) throws IOException;

    void serveFile(StaplerRequest2 staplerRequest2, URL uRL, long number) throws IOException;

    void serveLocalizedFile(StaplerRequest2 staplerRequest2, URL uRL) throws IOException;

    void serveLocalizedFile(StaplerRequest2 staplerRequest2, URL uRL, long number) throws IOException;

    void serveFile(
            StaplerRequest2 staplerRequest2,
            InputStream inputStream,
            long number,
            long number2,
            long number3,
            String text)
            throws IOException;

    void serveFile(
            StaplerRequest2 staplerRequest2,
            InputStream inputStream,
            long number,
            long number2,
            int number3,
            String text)
            throws IOException;

    void serveFile(StaplerRequest2 staplerRequest2, InputStream inputStream, long number, long number2, String text)
            throws IOException;

    void serveFile(StaplerRequest2 staplerRequest2, InputStream inputStream, long number, int number2, String text)
            throws IOException;

    int reverseProxyTo(URL uRL, StaplerRequest2 staplerRequest2) throws IOException;
}
