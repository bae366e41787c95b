package dev.mooring.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.language.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdTest {

    @Test
    void anIdIsToldFromALinkNameByThePrefixOfThePlace() {
        assertThat(PathId.of("con", "con_8fQ2")).isEqualTo(new PathId.Id("con_8fQ2"));
        assertThat(PathId.of("con", "gmx_2")).isEqualTo(new PathId.LinkName("gmx_2"));
        assertThat(PathId.of("con", "gmail")).isEqualTo(new PathId.LinkName("gmail"));
        assertThat(PathId.id("att", "att_1")).isEqualTo("att_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "$ne", "a\u0000", "../", "Con_1", "con_1_A", "con_ü", "con-1", "1a"})
    void security27AnythingElseIsRefused(String raw) {
        assertThatThrownBy(() -> PathId.of("con", raw)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PathId.id("con", raw)).isInstanceOf(Refusal.class);
    }

    @Test
    void security27TenMegabytesAreRefused() {
        assertThatThrownBy(() -> PathId.of("con", "a".repeat(10_000_000)))
                .isInstanceOf(Refusal.class);
    }
}
