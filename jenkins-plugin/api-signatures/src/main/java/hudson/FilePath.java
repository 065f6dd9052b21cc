package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import hudson.util.FormValidation;
import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.URL;
import java.nio.file.OpenOption;
import java.util.List;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public final class FilePath implements SerializableOnlyOverRemoting {
    public FilePath(VirtualChannel virtualChannel, String text) {}

    public FilePath(File file) {}

    public FilePath(FilePath filePath, String text) {}

    public static String normalize(String text) {
        throw new UnsupportedOperationException();
    }

    public String getRemote() {
        throw new UnsupportedOperationException();
    }

    public void createZipArchive(OutputStream outputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void zip(OutputStream outputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void zip(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void zip(OutputStream outputStream, FileFilter fileFilter) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void createZipArchive(OutputStream outputStream, String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void zip(OutputStream outputStream, String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void unzip(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void unzipFrom(InputStream inputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath absolutize() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean hasSymlink(FilePath filePath, OpenOption... openOptions) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean containsSymlink(FilePath filePath, OpenOption... openOptions)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void symlinkTo(String text, TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String readLink() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean installIfNecessaryFrom(URL uRL, TaskListener taskListener, String text)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(URL uRL) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(InputStream inputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <T> T act(FilePath.FileCallable<T> fileCallable) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <T> Future<T> actAsync(FilePath.FileCallable<T> fileCallable) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E {
        throw new UnsupportedOperationException();
    }

    public <V> Callable<V, IOException> asCallableWith(FilePath.FileCallable<V> fileCallable) {
        throw new UnsupportedOperationException();
    }

    public URI toURI() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    public void mkdirs() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void deleteSuffixesRecursive() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void deleteContents() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String getBaseName() {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public FilePath sibling(String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath withSuffix(String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath child(String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath getParent() {
        throw new UnsupportedOperationException();
    }

    public FilePath createTempFile(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTextTempFile(String text, String text2, String text3)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTextTempFile(String text, String text2, String text3, boolean flag)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath createTempDir(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean delete() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean exists() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long lastModified() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void touch(long number) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long length() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long getFreeDiskSpace() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long getTotalDiskSpace() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public long getUsableDiskSpace() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void chmod(int number) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int mode() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list(FilePath filePath, OpenOption... openOptions) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> listDirectories() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<FilePath> list(FileFilter fileFilter) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public FilePath[] list(String text, String text2, boolean flag) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public InputStream read() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public InputStream read(FilePath filePath, OpenOption... openOptions) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static InputStream newInputStreamDenyingSymlinkAsNeeded(File file, String text, OpenOption... openOptions)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public static InputStream openInputStream(File file, OpenOption[] openOptions) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static boolean isSymlink(File file, String text, OpenOption... openOptions) {
        throw new UnsupportedOperationException();
    }

    public static boolean isTmpDir(File file, String text, OpenOption... openOptions) {
        throw new UnsupportedOperationException();
    }

    public static boolean isTmpDir(String text, OpenOption... openOptions) {
        throw new UnsupportedOperationException();
    }

    public static boolean isNoFollowLink(OpenOption... openOptions) {
        throw new UnsupportedOperationException();
    }

    public static boolean isIgnoreTmpDirs(OpenOption... openOptions) {
        throw new UnsupportedOperationException();
    }

    public InputStream readFromOffset(long number) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String readToString() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public OutputStream write() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void write(String text, String text2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String digest() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void renameTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void moveAllChildrenTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyToWithPermission(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void copyTo(OutputStream outputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int copyRecursiveTo(FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int copyRecursiveTo(String text, FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int copyRecursiveTo(String text, String text2, FilePath filePath) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int tar(OutputStream outputStream, String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int tar(OutputStream outputStream, FileFilter fileFilter) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public Launcher createLauncher(TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String validateAntFileMask(String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String validateAntFileMask(String text, int number) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String validateAntFileMask(String text, boolean flag) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String validateAntFileMask(String text, int number, boolean flag) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateFileMask(FilePath filePath, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static FormValidation validateFileMask(FilePath filePath, String text, boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateFileMask(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateFileMask(String text, boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateFileMask(String text, boolean flag, boolean flag2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateRelativePath(String text, boolean flag, boolean flag2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateRelativeDirectory(String text, boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FormValidation validateRelativeDirectory(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    public boolean isRemote() {
        throw new UnsupportedOperationException();
    }

    public static FilePath getHomeDirectory(VirtualChannel virtualChannel) throws InterruptedException, IOException {
        throw new UnsupportedOperationException();
    }

    public boolean isDescendant(String text) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File file, VirtualChannel virtualChannel) throws IOException, InterruptedException;
    }
}
