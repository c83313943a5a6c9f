//! `onemap plan submit`, `approve`, `reject`, `withdraw`, `publish` and `delete`.

use super::super::{Failure, Outcome};
use super::target::{ActorArgs, PlanArgs, city, describe, line, opened};
use crate::plan::Action;
use crate::plan::life::{self, By, Publication};
use onemap_engine::record::LocalDate;
use serde_json::json;

/// Move a plan on in its life.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    actor: ActorArgs,
    /// Why; kept with the plan.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Give an approved plan its first day; where that has come, it is in force at once.
#[derive(clap::Args)]
pub struct PublishArgs {
    #[command(flatten)]
    step: Args,
    /// Its first day.
    #[arg(long, value_name = "DATE")]
    starts: LocalDate,
}

/// Delete a draft with its log.
#[derive(clap::Args)]
pub struct DeleteArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// Delete it only if it is at this revision.
    #[arg(long, value_name = "N")]
    revision: Option<i64>,
}

pub fn advance(args: &Args, action: Action) -> Result<Outcome, Failure> {
    let (mut writer, id) = args.plan.write()?;
    let row = life::advance(&mut writer, id, action, args.note.as_deref(), args.actor.by());
    let row = row.map_err(Failure::input)?;
    args.plan.of.print(&describe(&row), || println!("{}", line(&row)))?;
    Ok(Outcome::Done)
}

pub fn publish(args: &PublishArgs) -> Result<Outcome, Failure> {
    let PublishArgs { step, starts } = args;
    let (store, row) = step.plan.open()?;
    let reader = store.reader().map_err(Failure::input)?;
    let plan = opened(&reader, row.id, &city(&store)?)?;
    let lineage = plan.lineage();
    let today = reader.today().map_err(Failure::input)?;
    let publication = Publication { starts: *starts, today, note: step.note.as_deref(), lineage: &lineage };
    let by = By { actor: &step.actor.actor, revision: step.actor.revision.or(Some(plan.row.revision)) };
    let mut writer = store.plan_writer().map_err(Failure::input)?;
    let row = life::publish(&mut writer, row.id, &publication, by).map_err(Failure::input)?;
    step.plan.of.print(&describe(&row), || println!("{}", line(&row)))?;
    Ok(Outcome::Done)
}

pub fn delete(args: &DeleteArgs) -> Result<Outcome, Failure> {
    let (mut writer, id) = args.plan.write()?;
    life::delete(&mut writer, id, args.revision).map_err(Failure::input)?;
    args.plan.of.print(&json!({ "deleted": id }), || println!("plan {id} is deleted"))?;
    Ok(Outcome::Done)
}
