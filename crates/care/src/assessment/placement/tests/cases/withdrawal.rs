//! Emergencies, and withdrawal.

use super::*;

pub(super) const CASES: &[Case] = &[
    case(
        "E1",
        OPIOID,
        &[
            ("now.alertness", "drowsy or confused"),
            ("use.last@opioid", "2026-11-29 11:00"),
        ],
        EMG,
    ),
    case(
        "E2",
        ALCOHOL,
        &[("withdrawal.seizure_this_episode", "yes")],
        EMG,
    ),
    case(
        "E3",
        ALCOHOL,
        &[
            ("withdrawal.hallucinations_now", "yes"),
            ("use.last@alcohol", "2026-11-26"),
        ],
        EMG,
    ),
    case(
        "E4",
        CANNABIS,
        &[("now.alertness", "drowsy or confused")],
        EMG,
    ),
    case("E5", CANNABIS, &[("medical.red_flags", "chest pain")], EMG),
    case("E6", ALCOHOL, &[("risk.suicide", "high")], EMG),
    case("E7", ALCOHOL, &[("risk.harm_others", "immediate")], EMG),
    case("E8", STIMULANT, &[("mental.psychosis", "with danger")], EMG),
    case(
        "E9",
        OPIOID,
        &[("withdrawal.severity", "moderate"), ("vitals.pulse", "140")],
        EMG,
    ),
    case("E10", OPIOID, &[("vitals.breaths", "8")], EMG),
    case("E11", CANNABIS, &[("vitals.temperature", "39.4")], EMG),
    case(
        "W0",
        ALCOHOL,
        &[("use.days@alcohol", "28"), ("use.last@alcohol", DAILY)],
        OP,
    ),
    case(
        "W1",
        ALCOHOL,
        &[("scale.ciwa_ar", "21"), ("withdrawal.severity", "severe")],
        DTX,
    ),
    case(
        "W1o",
        OPIOID,
        &[("scale.cows", "40"), ("withdrawal.severity", "severe")],
        DTX,
    ),
    case(
        "W2",
        ALCOHOL,
        &[
            ("withdrawal.severity", "mild"),
            ("withdrawal.seizures", "yes"),
            ("use.last@alcohol", "2026-11-27"),
        ],
        DTX,
    ),
    case(
        "W2b",
        ALCOHOL,
        &[
            ("withdrawal.delirium", "yes"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W3",
        ALCOHOL,
        &[
            ("withdrawal.pawss", "5"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W3b",
        BOTH,
        &[
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
            ("use.days@sedative", "22"),
            ("use.last@sedative", DAILY),
        ],
        DTX,
    ),
    born(
        case(
            "W3c",
            ALCOHOL,
            &[
                ("withdrawal.severity", "moderate"),
                ("use.days@alcohol", "25"),
                ("use.last@alcohol", DAILY),
            ],
            DTX,
        ),
        1958,
    ),
    case(
        "W3d",
        ALCOHOL,
        &[
            ("medical.liver", "unstable"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W4",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
        ],
        IOP,
    ),
    case(
        "W4d",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
        ],
        IOP,
    ),
    case(
        "W5",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
            ("home.somebody_overnight", "no"),
        ],
        DTX,
    ),
    case(
        "W5b",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
            ("withdrawal.can_attend_daily", "no"),
        ],
        DTX,
    ),
    case(
        "W6",
        ALCOHOL,
        &[
            ("use.days@alcohol", "30"),
            ("use.last@alcohol", DAILY),
            ("withdrawal.pawss", "?"),
        ],
        OP,
    ),
    case(
        "W6b",
        SEDATIVE,
        &[("withdrawal.severity", "?"), ("use.last@sedative", DAILY)],
        OP,
    ),
    case(
        "W7",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("medications.benzodiazepine", "prescribed, taper"),
        ],
        OP,
    ),
    case(
        "W7b",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("medications.benzodiazepine", "not prescribed"),
        ],
        OP,
    ),
    case(
        "W7c",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("dsm.as_prescribed@sedative", "yes"),
        ],
        OP,
    ),
    case(
        "W7d",
        CANNABIS,
        &[("medications.benzodiazepine", "supply ended")],
        OP,
    ),
    case(
        "W8",
        TWO,
        &[
            ("use.days@opioid", "28"),
            ("use.days@sedative", "28"),
            ("medications.benzodiazepine", "not prescribed"),
        ],
        DTX,
    ),
    case(
        "W8b",
        OPIOID,
        &[
            ("use.days@opioid", "18"),
            ("medications.gabapentinoid", "as prescribed"),
        ],
        IOP,
    ),
    case(
        "W8c",
        OPIOID,
        &[
            ("medications.for_use_disorder", "buprenorphine"),
            ("medications.benzodiazepine", "as prescribed"),
        ],
        OP,
    ),
    case(
        "W8d",
        BOTH,
        &[("use.days@alcohol", "16"), ("use.days@sedative", "16")],
        OP,
    ),
    case("W9", OPIOID, &[("use.days@opioid", "25")], OP),
    case("W9b", OPIOID, &[], OP),
    case(
        "W10",
        OPIOID,
        &[("withdrawal.severity", "moderate"), ("scale.cows", "16")],
        IOP,
    ),
    case(
        "W10b",
        OPIOID,
        &[
            ("withdrawal.severity", "moderate"),
            ("home.stability", "no home"),
        ],
        DTX,
    ),
];
