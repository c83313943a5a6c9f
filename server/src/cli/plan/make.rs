//! `onemap plan new`.

use super::super::{Failure, Outcome};
use super::target::{StoreArgs, describe, find, line};
use crate::plan::life::{self, Draft};
use crate::store::Target;

/// Make a draft, of the plan in force or of any other.
#[derive(clap::Args)]
pub struct NewArgs {
    #[command(flatten)]
    of: StoreArgs,
    /// What to call it.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The plan to branch from, by number or name [default: the plan in force].
    #[arg(long, value_name = "PLAN")]
    from: Option<String>,
    #[command(flatten)]
    more: DraftArgs,
}

/// What else a draft says.
#[derive(clap::Args)]
pub struct DraftArgs {
    /// The grid layer [default: that of --from, or the store's default layer].
    #[arg(long, value_name = "LAYER")]
    pub layer: Option<String>,
    /// What it is for.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Households a grid should have.
    #[arg(long, value_name = "MIN..MAX", value_parser = target)]
    pub households: Option<Target>,
    /// Who makes it, for the log.
    #[arg(long = "as", value_name = "NAME", env = "ONEMAP_ACTOR", default_value = "anonymous")]
    pub actor: String,
}

impl DraftArgs {
    pub fn draft<'a>(&'a self, name: &'a str, from: Option<i64>) -> Draft<'a> {
        Draft { name, from, layer: self.layer.as_deref(), note: self.note.as_deref(), target: self.households }
    }
}

pub(super) fn target(text: &str) -> Result<Target, String> {
    let parts = text.split_once("..").and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
    let (min, max) = parts.ok_or_else(|| "give the least and the greatest number, as 300..400".to_owned())?;
    Ok(Target { min, max })
}

pub fn run(args: &NewArgs) -> Result<Outcome, Failure> {
    let store = args.of.open()?;
    let reader = store.reader().map_err(Failure::input)?;
    let from = args.from.as_deref().map(|plan| find(&reader, plan)).transpose()?.map(|row| row.id);
    let mut writer = store.plan_writer().map_err(Failure::input)?;
    let draft = args.more.draft(&args.name, from);
    let row = life::branch(&mut writer, &draft, &args.more.actor).map_err(Failure::input)?;
    args.of.print(&describe(&row), || println!("{}", line(&row)))?;
    Ok(Outcome::Done)
}
