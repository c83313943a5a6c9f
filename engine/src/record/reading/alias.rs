//! The column names under which files are known to carry each field, in order of preference.
//!
//! All in normalised form (see [`super::column_name`]). A column serves one field: the first that claims it.

use super::Kind;
use crate::record::{AreaLevel, Field};

/// The fields of a kind of record, each with its aliases. Fields are in the order in which they claim columns.
pub(super) fn aliases(kind: Kind) -> Vec<(Field, Vec<String>)> {
    match kind {
        Kind::Area(level) => area(level),
        Kind::Building => table(BUILDING),
        Kind::Compound => table(COMPOUND),
        Kind::Complaint => table(COMPLAINT),
        Kind::Road => table(ROAD),
        Kind::Water => table(WATER),
        Kind::Staff => table(STAFF),
    }
}

type Table = [(Field, &'static str)];

const COMPLAINT: &Table = &[
    (
        Field::Id,
        "complaintid 办件编号 工单编号 案件编号 流水号 任务号 受理编号 诉求编号 工单号 recid tasknum uniquekey \
         caseid servicerequestid srnumber id 编号",
    ),
    (
        Field::Time,
        "time 受理时间 上报时间 诉求时间 来电时间 登记时间 创建时间 发生时间 createtime createdtime createddate \
         opened requesteddatetime reportedtime datetime date 时间 日期",
    ),
    (Field::Lon, LON),
    (Field::Lat, LAT),
    (Field::Channel, "channel 办件来源 事件来源 问题来源 诉求渠道 诉求途径 eventsrc source 来源 渠道"),
    (
        Field::Category,
        "category 事项大类 大类 大类名称 诉求大类 问题大类 maintype maintypename complainttype primarytype 类别",
    ),
    (
        Field::Subcategory,
        "subcategory 事项小类 小类 小类名称 诉求小类 问题小类 subtype subtypename 问题类型编码 descriptor",
    ),
    (Field::Title, "title 诉求主题 诉求标题 标题 主题 subject"),
    (
        Field::Text,
        "text 诉求内容 问题描述 事件描述 eventdesc 内容 content details description 描述 statusnotes",
    ),
    (Field::Address, "address 事发地址 地址描述 发生地点 详细地址 事发地点 incidentaddress 地址 地点"),
    (Field::Caller, "caller 诉求人 反映人 来电人 诉求人姓名 来电人姓名 callername 姓名 联系人"),
    (
        Field::Phone,
        "phone 诉求人电话 联系电话 来电号码 手机号 手机号码 手机 电话 callerphone tel telephone mobile",
    ),
    (Field::Unit, "unit 办理单位 承办单位 处置部门 派遣单位 主办单位 agency department 部门"),
    (Field::Dispatched, "dispatched 派发时间 派遣时间 派单时间 dispatchtime dispatchedat"),
    (Field::Deadline, "deadline 承诺完成时间 办结期限 截止时间 disposedeadline duedate"),
    (Field::Closed, "closed 办结时间 结案时间 完成时间 archivetime closeddate closetime"),
    (Field::Status, "status 办件状态 工单状态 状态 处理状态"),
    (Field::Building, "building 楼栋编号 楼栋编码 楼栋 楼栋名称 幢号 buildingid bldgid"),
    (Field::Compound, "compound 小区名称 小区 小区编号 compoundid compoundname estate"),
    (Field::Grid, GRID),
    (Field::Community, COMMUNITY),
    (Field::Street, STREET),
    (Field::District, "district 区域 区县 所属区县 行政区 districtname 区县名称 borough"),
];

const BUILDING: &Table = &[
    (
        Field::Id,
        "buildingid 楼栋编号 楼栋编码 楼栋id 楼栋代码 建筑编号 bldgid buildingcode bbl buildingno osmid id 编号 编码 code",
    ),
    (Field::Name, "buildingname 楼栋名称 幢号 楼栋 楼栋号 建筑名称 name 名称"),
    (Field::Address, "address 标准地址 详细地址 地址 门牌号 门牌 streetaddress"),
    (Field::Compound, "compound 小区名称 小区 小区编号 所属小区 compoundid compoundname estate"),
    (Field::Grid, GRID),
    (Field::Community, COMMUNITY),
    (Field::Usage, "usage 用途 房屋用途 建筑类型 建筑用途 建筑性质 use buildinguse buildingtype landuse"),
    (Field::Units, "units 单元数 单元数量 entrances"),
    (Field::Floors, "floors 层数 楼层数 总层数 楼层 地上层数 storeys stories numfloors levels buildinglevels"),
    (Field::Built, "built 建成年份 建成年代 竣工年份 建造年份 yearbuilt constructionyear"),
    (Field::Households, HOUSEHOLDS),
    (Field::Residents, RESIDENTS),
    (Field::FloorArea, "floorarea 建筑面积 总建筑面积 grossfloorarea bldgarea"),
    (Field::FootprintArea, "footprintarea 占地面积 基底面积 aream2 footprintm2"),
    (Field::Lon, LON),
    (Field::Lat, LAT),
];

const COMPOUND: &Table = &[
    (Field::Id, "compoundid 小区编号 小区编码 小区代码 compoundcode id 编号 编码 code"),
    (Field::Name, "compoundname 小区名称 小区 name 名称 compound"),
];

const ROAD: &Table = &[
    (Field::Id, "roadid 道路编号 道路编码 id osmid 编号 编码 code"),
    (Field::Name, "roadname 道路名称 路名 name 名称 街道名称"),
    (Field::Class, "class roadclass 道路等级 道路类型 等级 fclass highway railway 类型 type kind"),
];

const WATER: &Table = &[
    (Field::Id, "waterid 水体编号 id osmid 编号 编码 code"),
    (Field::Name, "watername 水体名称 河流名称 name 名称"),
];

const STAFF: &Table = &[
    (Field::Id, "staffid 人员编号 工号 id 编号 编码"),
    (Field::Name, "name 姓名 人员姓名 网格员姓名 staffname 名称"),
    (Field::Role, "role 岗位 职务 角色 人员类型 人员类别 position"),
    (Field::Grid, GRID),
    (Field::Phone, "phone 联系电话 手机号 手机号码 电话 手机 tel telephone mobile"),
    (Field::Starts, STARTS),
];

const LON: &str = "lon 经度 lng long longitude coordinatex x坐标 坐标x pointx x";
const LAT: &str = "lat 纬度 latitude coordinatey y坐标 坐标y pointy y";
const GRID: &str =
    "grid 责任网格编码 网格编码 网格编号 责任网格 所属网格 网格 网格代码 网格名称 gridcode gridid gridname";
const COMMUNITY: &str = "community 社区编码 所属社区 社区 社区名称 communitycode communityid communityname neighborhood neighbourhood nhood communityarea nta";
const STREET: &str = "street 街道 所属街道 街道名称 街道编码 街镇 乡镇街道 streetcode town";
const HOUSEHOLDS: &str = "households 户数 总户数 住户数 居民户数 hh householdcount numhouseholds";
const RESIDENTS: &str = "residents 常住人口 人口 人口数 总人口 居民人数 population pop totalpopulation totpop";
const STARTS: &str = "starts 启用日期 生效日期 开始日期 起始日期 startdate validfrom start";
const ENDS: &str = "ends 终止日期 失效日期 结束日期 停用日期 enddate validto end";

fn table(table: &Table) -> Vec<(Field, Vec<String>)> {
    table.iter().map(|&(field, names)| (field, words(names))).collect()
}

fn words(names: &str) -> Vec<String> {
    names.split_ascii_whitespace().map(str::to_owned).collect()
}

fn area(level: AreaLevel) -> Vec<(Field, Vec<String>)> {
    let mut own_code = suffixed(level, &["code", "id", "no", "adcode", "编码", "编号", "代码"]);
    own_code
        .extend(words("责任网格编码 code 编码 编号 代码 adcode geoid geoid20 geoid10 nta ntacode precinct id"));
    let mut own_name = suffixed(level, &["name", "名称"]);
    own_name.extend(words("name 名称 ntaname label"));
    own_name.extend(suffixed(level, &[""]));
    let mut parent = words("parent parentcode parentid 上级网格 上级编码 上级");
    if let Some(above) = above(level) {
        parent.extend(suffixed(above, &["", "code", "id", "name", "编码", "编号", "名称"]));
        parent.extend(stems(above).iter().map(|stem| format!("所属{stem}")));
    }
    vec![
        (Field::Code, own_code),
        (Field::Name, own_name),
        (Field::Parent, parent),
        (Field::Kind, words("网格类型 gridtype kind type 类型")),
        (Field::Households, words(HOUSEHOLDS)),
        (Field::Residents, words(RESIDENTS)),
        (Field::Starts, words(STARTS)),
        (Field::Ends, words(ENDS)),
    ]
}

fn suffixed(level: AreaLevel, suffixes: &[&str]) -> Vec<String> {
    suffixes.iter().flat_map(|suffix| stems(level).iter().map(move |stem| format!("{stem}{suffix}"))).collect()
}

/// What columns call an area of this level.
fn stems(level: AreaLevel) -> &'static [&'static str] {
    match level {
        AreaLevel::City => &["city", "市", "城市"],
        AreaLevel::District => &["district", "区县", "区", "county", "borough"],
        AreaLevel::Street => &["street", "街道", "街镇", "乡镇", "镇", "town"],
        AreaLevel::Community => &["community", "社区", "村居", "neighborhood", "neighbourhood", "nhood"],
        AreaLevel::Grid => &["grid", "网格", "责任网格"],
    }
}

fn above(level: AreaLevel) -> Option<AreaLevel> {
    match level {
        AreaLevel::City => None,
        AreaLevel::District => Some(AreaLevel::City),
        AreaLevel::Street => Some(AreaLevel::District),
        AreaLevel::Community => Some(AreaLevel::Street),
        AreaLevel::Grid => Some(AreaLevel::Community),
    }
}
