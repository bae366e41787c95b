package dev.mooring.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @Test
    void aDisplayNameHasFiftyCharactersHoweverManyBytesTheyTake() {
        assertThat(DisplayName.parse("/name", "🙂".repeat(50)).value()).hasSize(100);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> DisplayName.parse("/name", "a".repeat(51)))
                .satisfies(refusal ->
                        assertThat(refusal.errors())
                                .extracting(Refusal.FieldError::pointer, Refusal.FieldError::code)
                                .containsExactly(tuple("/name", "name.too_long")));
    }

    @Test
    void aDisplayNameIsTrimmed() {
        assertThat(DisplayName.parse("/name", "  Sales mail ").value()).isEqualTo("Sales mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "\ud800", "a\u2028b"})
    void aDisplayNameCanBeShown(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> DisplayName.parse("/name", text));
    }

    @Test
    void erasedTextIsADisplayName() {
        assertThat(new DisplayName(Personal.ERASED).value()).isEqualTo("[erased]");
    }

    @ParameterizedTest
    @CsvSource({
        "Google Drive, google_drive",
        "Gmail, gmail",
        "Café Müller, cafe_muller",
        "24SevenOffice, sevenoffice",
        "42, connection",
        "'  --  ', connection"
    })
    void aLinkNameIsMadeFromTheServicesName(String service, String linkName) {
        assertThat(LinkName.from(service)).isEqualTo(new LinkName(linkName));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gmail", "1st", "_a", "a-b", "a b", "$ne", "../x"})
    void aLinkNameIsScriptSafe(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new LinkName(text));
    }

    @Test
    void candidatesCountUpAndStayWithinFiftyCharacters() {
        var longest = new LinkName("a".repeat(50));

        assertThat(new LinkName("gmail").candidate(1).value()).isEqualTo("gmail");
        assertThat(new LinkName("gmail").candidate(3).value()).isEqualTo("gmail_3");
        assertThat(longest.candidate(10).value()).hasSize(50).endsWith("_10");
    }

    @Test
    void oneCommandAlwaysMakesTheSameIds() {
        var command = CommandId.of("principal", "route", "key");

        assertThat(ConnectionId.madeBy(command))
                .isEqualTo(ConnectionId.madeBy(CommandId.of("principal", "route", "key")));
        assertThat(ConnectionId.madeBy(command).value()).matches("con_[0-9A-Za-z]{22}");
        assertThat(AttemptId.madeBy(command).value().substring(4))
                .isNotEqualTo(ConnectionId.madeBy(command).value().substring(4));
        assertThat(CommandId.of("ab", "c")).isNotEqualTo(CommandId.of("a", "bc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "con_", "con_a b", "con_$ne", "aut_1", "con_../x"})
    void anIdHasItsPrefixAndNothingButLettersAndDigits(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new ConnectionId(text));
    }

    @Test
    void everyErrorCodeIsThereOnce() {
        assertThat(ErrorCode.values()).extracting(ErrorCode::code).doesNotHaveDuplicates();
        assertThat(ErrorCode.of("link_name.taken")).contains(ErrorCode.LINK_NAME_TAKEN);
    }
}
